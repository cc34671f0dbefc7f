import { JANE, PRIYA } from '../support/people';
import { choose, fact, holdNews, openTicket, toast } from '../support/screens';
import { expect, test } from '../support/test';

// A change on what is no longer so is answered 412, which the browser notes.
test.beforeEach(({ watch }) => {
  watch.expect(/status of 412/);
});

test('two people change different fields of one ticket, and both changes are kept', async ({
  open,
  desk,
}) => {
  const ticket = await desk.create({ Title: 'Shared', Priority: 'Low' });
  const [jane, priya] = [await open(JANE), await open(PRIYA)];
  await holdNews(priya);
  await openTicket(jane, ticket.id, ticket.Title);
  await openTicket(priya, ticket.id, ticket.Title);
  await choose(jane, fact(jane, 'Priority'), 'Critical');
  await expect(toast(jane, 'Priority saved')).toBeVisible();
  await choose(priya, fact(priya, 'Status'), 'In Progress');
  await expect(toast(priya, 'Somebody changed Priority meanwhile.')).toBeVisible();
  await expect(fact(priya, 'Priority')).toContainText('Critical');
  expect(await desk.ticket(ticket.id)).toMatchObject({
    Priority: 'Critical',
    Status: 'In Progress',
  });
});

test('the second of two people who change the same field is shown the other value and chooses', async ({
  open,
  desk,
}) => {
  const ticket = await desk.create({ Title: 'Contested', Priority: 'Low' });
  const [jane, priya] = [await open(JANE), await open(PRIYA)];
  await holdNews(priya);
  await openTicket(jane, ticket.id, ticket.Title);
  await openTicket(priya, ticket.id, ticket.Title);
  await choose(jane, fact(jane, 'Priority'), 'Critical');
  await expect(toast(jane, 'Priority saved')).toBeVisible();
  await choose(priya, fact(priya, 'Priority'), 'High');
  const dialog = priya.getByRole('dialog', { name: 'Somebody else changed this too' });
  await expect(dialog.getByRole('radio', { name: /Theirs.*Critical/ })).toBeVisible();
  await expect(dialog.getByRole('radio', { name: /Yours.*High/ })).toBeChecked();
  expect((await desk.ticket(ticket.id)).Priority).toBe('Critical');
  await dialog.getByRole('button', { name: 'Save my choice' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await desk.ticket(ticket.id)).Priority).toBe('High');
});

test('two people rewrite one description, and nothing that either wrote is lost', async ({
  open,
  desk,
}) => {
  const ticket = await desk.create({ Title: 'Rewritten', Description: 'What was known.' });
  const [jane, priya] = [await open(JANE), await open(PRIYA)];
  await holdNews(priya);
  for (const [page, text] of [
    [jane, 'What was known, and what Jane found.'],
    [priya, 'What was known, and what Priya heard.'],
  ] as const) {
    await openTicket(page, ticket.id, ticket.Title);
    await page.getByRole('button', { name: 'Edit the description' }).click();
    await page.getByRole('textbox', { name: 'Description' }).fill(text);
  }
  await jane.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(toast(jane, 'Description saved')).toBeVisible();
  await priya.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = priya.getByRole('dialog', { name: 'Somebody else changed this too' });
  await expect(dialog.getByRole('radio', { name: /^Both/ })).toBeChecked();
  const both = dialog.getByRole('textbox');
  await expect(both).toHaveValue(/Jane found[^]*Priya heard|Priya heard[^]*Jane found/);
  await both.fill('What was known, what Jane found and what Priya heard.');
  await dialog.getByRole('button', { name: 'Save my choice' }).click();
  await expect
    .poll(async () => (await desk.ticket(ticket.id)).Description)
    .toBe('What was known, what Jane found and what Priya heard.');
});
