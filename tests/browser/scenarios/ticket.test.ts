import { JANE, PRIYA } from '../support/people';
import {
  choose,
  day,
  fact,
  grid,
  openList,
  openTicket,
  panel,
  rowOf,
  ticketRows,
  toast,
} from '../support/screens';
import { expect, test } from '../support/test';

test('a click on a row opens the ticket beside the list, and Escape closes it', async ({
  page,
  desk,
}) => {
  const { word, tickets } = await desk.createSome(3);
  const id = tickets[1]?.id ?? '';
  await openList(page, { q: word });
  await rowOf(page, id).click();
  await expect(panel(page, id)).toContainText(id);
  await expect(panel(page, id).getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(
    tickets[1]?.Title ?? '',
  );
  await expect(grid(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel(page, id)).toBeHidden();
});

test('next and previous go through the list as it is filtered and sorted', async ({
  page,
  desk,
}) => {
  const { word, tickets } = await desk.createSome(3, (at) => ({
    Title: ['B', 'A', 'C'][at] ?? '',
  }));
  const [b, a, c] = tickets.map((ticket) => ticket.id);
  await openList(page, { q: word, sort: 'Title' });
  await rowOf(page, a ?? '').click();
  await panel(page, a ?? '')
    .getByRole('button', { name: 'Next ticket' })
    .click();
  await expect(panel(page, b ?? '')).toBeVisible();
  await page.keyboard.press('j');
  await expect(panel(page, c ?? '')).toBeVisible();
  await page.keyboard.press('k');
  await expect(panel(page, b ?? '')).toBeVisible();
});

test('a ticket has a page of its own, from which one goes on and back', async ({ page, desk }) => {
  const { word, tickets } = await desk.createSome(2, (at) => ({ Title: ['A', 'B'][at] ?? '' }));
  const [a, b] = tickets;
  await openList(page, { q: word, sort: 'Title' });
  await rowOf(page, a?.id ?? '').click();
  await panel(page, a?.id ?? '')
    .getByRole('button', { name: 'Open on its own page' })
    .click();
  await expect(page).toHaveURL(new RegExp(`/tickets/${a?.id ?? ''}\\?`));
  await page.getByRole('button', { name: 'Next ticket' }).click();
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(
    b?.Title ?? '',
  );
  await expect(page.getByRole('button', { name: 'Next ticket' })).toBeDisabled();
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await expect(ticketRows(page)).toHaveCount(2);
});

test('the title is edited where it stands', async ({ page, desk }) => {
  const ticket = await desk.create({ Title: 'Misspelt titel' });
  await openTicket(page, ticket.id, ticket.Title);
  const title = page.getByRole('textbox', { name: 'Title', exact: true });
  await title.fill('Well-spelt title');
  await title.press('Enter');
  await expect(toast(page, `${ticket.id}: Title saved.`)).toBeVisible();
  expect((await desk.ticket(ticket.id)).Title).toBe('Well-spelt title');

  await title.fill('Never meant');
  await title.press('Escape');
  await expect(title).toHaveValue('Well-spelt title');
});

test('every short field is edited in place and saved at once', async ({ page, desk }) => {
  const ticket = await desk.create({ Title: 'All fields change' });
  await openTicket(page, ticket.id, ticket.Title);
  await choose(page, fact(page, 'Status'), 'In Progress');
  await choose(page, fact(page, 'Priority'), 'Critical');
  await choose(page, fact(page, 'Assignee'), PRIYA.name);
  await choose(page, fact(page, 'Due'), 'Tomorrow');
  await fact(page, 'Category').click();
  await page.getByRole('combobox', { name: 'Category' }).fill('Brand-new category');
  await page.getByRole('option', { name: 'Brand-new category' }).click();
  await fact(page, 'Purchase order').click();
  await page.getByRole('combobox', { name: 'Number or supplier' }).fill('PO-2024-001');
  await page.getByRole('option', { name: /PO-2024-001/ }).click();

  await expect(fact(page, 'Purchase order')).toContainText('PO-2024-001');
  await expect(toast(page, 'Purchase order').or(toast(page, 'PO id'))).toBeVisible();
  await expect
    .poll(() => desk.ticket(ticket.id))
    .toMatchObject({
      Status: 'In Progress',
      Priority: 'Critical',
      'Assignee Email': PRIYA.email,
      'Due Date': day(1),
      Category: 'Brand-new category',
      'Linked PO Number': 'PO-2024-001',
    });
});

test('any date can be set as due, and taken away again', async ({ page, desk }) => {
  const ticket = await desk.create({ Title: 'Dates come and go' });
  await openTicket(page, ticket.id, ticket.Title);
  await fact(page, 'Due').click();
  await page
    .getByRole('textbox', { name: 'Due' })
    .or(page.getByLabel('Due', { exact: true }))
    .last()
    .fill(day(40));
  await page.getByRole('button', { name: 'Set date' }).click();
  await expect.poll(async () => (await desk.ticket(ticket.id))['Due Date']).toBe(day(40));
  await choose(page, fact(page, 'Due'), 'No due date');
  await expect.poll(async () => (await desk.ticket(ticket.id))['Due Date']).toBeNull();
});

test('a change is undone by its button and by Ctrl+Z', async ({ page, desk }) => {
  const ticket = await desk.create({ Title: 'Undo me', Priority: 'Low' });
  await openTicket(page, ticket.id, ticket.Title);
  await choose(page, fact(page, 'Priority'), 'High');
  await toast(page, 'Priority saved').getByRole('button', { name: 'Undo' }).click();
  await expect(fact(page, 'Priority')).toContainText('Low');
  await expect.poll(async () => (await desk.ticket(ticket.id)).Priority).toBe('Low');

  await choose(page, fact(page, 'Status'), 'Closed');
  await expect.poll(async () => (await desk.ticket(ticket.id)).Status).toBe('Closed');
  await expect(toast(page, 'Status saved')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await desk.ticket(ticket.id)).Status).toBe('Open');
});

test('a description is written in Markdown, looked at, and saved', async ({ page, desk }) => {
  const ticket = await desk.create({ Title: 'Wants a description' });
  await openTicket(page, ticket.id, ticket.Title);
  await page.getByRole('button', { name: 'Edit the description' }).click();
  await page
    .getByRole('textbox', { name: 'Description' })
    .fill('Two **pallets** are short.\n\n| SKU | short |\n|---|---|\n| A-1 | 12 |');
  const section = page.getByRole('region', { name: 'Description' });
  await section.getByRole('button', { name: 'Preview' }).click();
  await expect(section.getByRole('cell', { name: '12' })).toBeVisible();
  await expect(section.locator('strong')).toHaveText('pallets');
  await section.getByRole('button', { name: 'Save' }).click();
  await expect(section.getByRole('button', { name: 'Edit the description' })).toBeVisible();
  expect((await desk.ticket(ticket.id)).Description).toContain('**pallets**');
});

test('subscribers are added and removed, and one subscribes oneself', async ({ page, desk }) => {
  const ticket = await desk.create({ Title: 'Who wants to know' });
  await openTicket(page, ticket.id, ticket.Title);
  const section = page.getByRole('region', { name: 'Subscribers' });
  await section.getByRole('button', { name: 'Subscribe', exact: true }).click();
  await expect(section.getByRole('button', { name: 'Unsubscribe' })).toBeVisible();
  await section.getByRole('button', { name: 'Add a subscriber' }).click();
  await page.getByRole('combobox', { name: 'Add a subscriber' }).fill('priya');
  await page.getByRole('option', { name: PRIYA.name }).click();
  await page.keyboard.press('Escape');
  await expect
    .poll(async () => (await desk.ticket(ticket.id)).Subscribers)
    .toEqual([JANE.email, PRIYA.email]);
  await section.getByRole('button', { name: `Remove ${PRIYA.name}` }).click();
  await expect.poll(async () => (await desk.ticket(ticket.id)).Subscribers).toEqual([JANE.email]);
});

test('the linked purchase order is shown with its header and its other tickets', async ({
  page,
  desk,
}) => {
  const other = await desk.create({ Title: 'The other ticket of the order', 'Linked PO Id': 42 });
  const ticket = await desk.create({ Title: 'One of the order', 'Linked PO Id': 42 });
  await openTicket(page, ticket.id, ticket.Title);
  const card = page.getByRole('region', { name: /^Purchase order/ });
  await expect(card).toContainText('PO-2024-001');
  await expect(card).toContainText('Confirmed');
  await expect(card.getByText('Supplier')).toBeVisible();
  await card.getByRole('link', { name: other.Title }).click();
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(other.Title);
});

test('the link of a ticket is copied', async ({ open, desk, server }) => {
  const ticket = await desk.create({ Title: 'Link to me' });
  const page = await open(JANE, { permissions: ['clipboard-read', 'clipboard-write'] });
  await openTicket(page, ticket.id, ticket.Title);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(toast(page, 'The link is copied.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(`${server.url}/tickets/${ticket.id}`);
});

test('a ticket is deleted only after a question', async ({ page, desk, watch }) => {
  watch.expect(/status of 404/);
  const ticket = await desk.create({ Title: 'Delete me' });
  await openTicket(page, ticket.id, ticket.Title);
  const ask = async () => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete the ticket' }).click();
  };
  await ask();
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect((await desk.ticket(ticket.id)).id).toBe(ticket.id);
  await ask();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(toast(page, `${ticket.id} is deleted.`)).toBeVisible();
  await page.goto(`/tickets/${ticket.id}`);
  await expect(page.getByText('No such ticket')).toBeVisible();
});

test('times are told in the zone of the reader, exactly on hover', async ({ open, desk }) => {
  const ticket = await desk.create({ Title: 'What time is it' });
  const page = await open(JANE, { timezoneId: 'Asia/Kolkata' });
  await openTicket(page, ticket.id, ticket.Title);
  await expect(page.getByText('just now').first()).toHaveAttribute('title', /(GMT\+5:30|IST)/);
});
