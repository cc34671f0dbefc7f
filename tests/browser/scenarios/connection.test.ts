import { choose, fact, openList, openTicket, ticketRows, toast, total } from '../support/screens';
import { expect, test } from '../support/test';

// A server of its own, since it is stopped and started again.
test.use({ settings: { flags: ['--demo', '--timeouts-shutdown', '1s'] } });

const BANNER = 'No connection to the server.';

test.beforeEach(({ watch }) => {
  watch.expect(/net::ERR_/);
});

test.afterEach(async ({ server }) => {
  await server.resume();
});

test('while the server is away the page says so, and what was typed is kept and sent later', async ({
  page,
  desk,
  server,
}) => {
  const ticket = await desk.create({ Title: 'Typed while offline' });
  await openTicket(page, ticket.id, ticket.Title);
  await page.getByRole('textbox', { name: 'Add a note' }).fill('Written before the cable was cut');
  await server.pause();
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByText(BANNER)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Add a note' })).toHaveValue(/cable/);

  await server.resume();
  await expect(page.getByText(BANNER)).toBeHidden();
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByRole('article', { name: 'Note by Jane Doe' })).toContainText('cable');
  expect((await desk.ticket(ticket.id)).Notes).toHaveLength(1);
});

test('a change that could not be saved is taken back on the page, and told', async ({
  page,
  desk,
  server,
}) => {
  const ticket = await desk.create({ Title: 'Not saved', Priority: 'Low' });
  await openTicket(page, ticket.id, ticket.Title);
  await server.pause();
  await choose(page, fact(page, 'Priority'), 'Critical');
  await expect(toast(page, 'The server cannot be reached.')).toBeVisible();
  await expect(fact(page, 'Priority')).toContainText('Low');
  await server.resume();
  await expect(page.getByText(BANNER)).toBeHidden();
  await choose(page, fact(page, 'Priority'), 'Critical');
  await expect.poll(async () => (await desk.ticket(ticket.id)).Priority).toBe('Critical');
});

test('when the connection is back, the list shows what happened meanwhile', async ({
  page,
  desk,
}) => {
  const { word } = await desk.createSome(1);
  await openList(page, { q: word });
  await page.context().setOffline(true);
  await page.keyboard.press('r');
  await expect(page.getByText(BANNER)).toBeVisible();
  await desk.create({ Title: `Made meanwhile ${word}` });
  await page.context().setOffline(false);
  await expect(page.getByText(BANNER)).toBeHidden();
  await expect(total(page)).toHaveText('2 tickets');
  await expect(ticketRows(page)).toHaveCount(2);
});
