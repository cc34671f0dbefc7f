import { expectAccessible, expectOverlayAccessible } from '../support/axe';
import type { Desk, Ticket } from '../support/desk';
import { JANE, JOHN, PRIYA, endSession, signInByApi } from '../support/people';
import { choose, day, fact, openList, openTicket, panel, rowOf, toast } from '../support/screens';
import { expect, test } from '../support/test';

const VIEWER = 3;
const NARROW = { width: 360, height: 740 };

const DESCRIPTION = [
  '## Heading',
  'Text with a [link](https://example.com) and `code`.',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '> said',
  '- [x] done',
].join('\n\n');

/** A ticket that shows all there is to show. */
async function fullTicket(desk: Desk): Promise<Ticket> {
  const ticket = await desk.create({
    Title: 'Everything that a ticket can have',
    Description: DESCRIPTION,
    Priority: 'Critical',
    'Assignee Email': PRIYA.email,
    'Due Date': day(-3),
    'Linked PO Id': 42,
    Subscribers: [JANE.email],
  });
  await desk.addNote(ticket.id, `Seen by ${PRIYA.email}`);
  await desk.change(ticket.id, { Status: 'In Progress', Description: 'Shorter,\nbut two lines' });
  return desk.ticket(ticket.id);
}

test.describe('axe finds nothing serious', () => {
  test('on the sign-in page, its messages and the choice of a first password', async ({
    open,
    admin,
    watch,
  }) => {
    watch.expect(/status of 401/);
    const password = await admin.addUser('axel.axe', VIEWER);
    const page = await open(null);
    await page.goto('/');
    const signIn = page.getByRole('button', { name: 'Sign in' });
    await page.getByLabel('Login name or e-mail').fill('axel.axe');
    await page.getByLabel('Password').fill('wrong-password');
    await signIn.click();
    await expect(page.getByRole('alert')).toHaveText(/Invalid/);
    await expectAccessible(page);
    await page.getByLabel('Password').fill(password);
    await signIn.click();
    await expect(page.getByRole('heading', { name: 'Choose a password' })).toBeVisible();
    await expectAccessible(page);
  });

  test('where the session has ended', async ({ open, server, watch }) => {
    watch.expect(/status of 401/);
    const page = await open(null);
    const cookies = await signInByApi(server, JANE.username);
    await page.context().addCookies(cookies);
    await openList(page);
    await endSession(server, cookies);
    await page.keyboard.press('r');
    await expect(page.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible();
    await expectAccessible(page);
  });

  test('on the list, the list of the selected, and the list beside a ticket', async ({
    page,
    desk,
  }) => {
    const ticket = await fullTicket(desk);
    await page.goto('/');
    await rowOf(page, ticket.id).getByRole('checkbox').click();
    await expect(page.getByText('1 selected')).toBeVisible();
    await expectAccessible(page);
    await rowOf(page, ticket.id).click();
    await expect(panel(page, ticket.id).getByRole('article')).toBeVisible();
    await expectAccessible(page);
  });

  for (const field of ['Status', 'Assignee', 'Due', 'Title', 'Expression']) {
    test(`in the filter on ${field}`, async ({ page }) => {
      await page.goto('/');
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      if (field === 'Status') await expectOverlayAccessible(page);
      await page.getByRole('option', { name: field, exact: true }).click();
      await expect(page.getByText('Loading…')).toBeHidden();
      await expectOverlayAccessible(page);
    });
  }

  test('in the menu of columns, and in an empty list', async ({ page }) => {
    await openList(page, { q: 'nothinghasthisword' });
    await expect(page.getByText('No tickets match')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Columns and rows' }).click();
    await expectOverlayAccessible(page);
  });

  test('on a ticket, its editors, lists and menus', async ({ page, desk }) => {
    const ticket = await fullTicket(desk);
    await openTicket(page, ticket.id, ticket.Title);
    await expect(page.getByRole('article')).toBeVisible();
    await page.getByText('changed the Description').click();
    await expectAccessible(page);
    for (const name of ['Status', 'Assignee', 'Due', 'Purchase order']) {
      await fact(page, name).click();
      await expect(page.getByRole('option').first()).toBeVisible();
      await expectOverlayAccessible(page);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: 'Edit the description' }).click();
    await page.getByRole('textbox', { name: 'Add a note' }).pressSequentially('@pri');
    await expect(page.getByRole('option', { name: PRIYA.name })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Preview' }).first().click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'More' }).click();
    await expectOverlayAccessible(page);
    await page.getByRole('menuitem', { name: 'Delete the ticket' }).click();
    await expectOverlayAccessible(page);
  });

  test('where two people changed the same', async ({ page, desk, watch }) => {
    watch.expect(/status of 412/);
    const ticket = await desk.create({ Title: 'Contested', Description: 'One text' });
    await openTicket(page, ticket.id, ticket.Title);
    await page.getByRole('button', { name: 'Edit the description' }).click();
    await page.getByRole('textbox', { name: 'Description' }).fill('One text of Jane');
    await desk.change(ticket.id, { Description: 'Another text of Priya' });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(
      page.getByRole('dialog', { name: 'Somebody else changed this too' }),
    ).toBeVisible();
    await expectOverlayAccessible(page);
  });

  test('where a ticket is created, and in what is told afterwards', async ({ page, desk }) => {
    const { word } = await desk.createSome(1);
    await openList(page, { q: word });
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'New ticket' });
    await dialog.getByRole('textbox', { name: 'Title' }).fill(`Crate ${word}`);
    await expect(page.getByText('Perhaps there already')).toBeVisible();
    await expectOverlayAccessible(page);
    await page.getByRole('button', { name: 'Create ticket' }).click();
    await expect(toast(page, 'is created')).toBeVisible();
    await expectAccessible(page);
  });

  test('in the palette, the sheet of shortcuts and the menu of the account', async ({ page }) => {
    await openList(page);
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox').fill('pallet');
    await expect(page.getByRole('option', { name: /TKT-/ }).first()).toBeVisible();
    await expectOverlayAccessible(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await expectOverlayAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Account' }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectOverlayAccessible(page);
  });

  test('for who may only look', async ({ open, desk }) => {
    const ticket = await fullTicket(desk);
    const page = await open(JOHN);
    await page.goto(`/tickets/${ticket.id}`);
    await expect(page.getByRole('heading', { name: ticket.Title })).toBeVisible();
    await expectAccessible(page);
  });

  test('on a screen of 360 pixels', async ({ open, desk }) => {
    const ticket = await fullTicket(desk);
    const page = await open(JANE, { viewport: NARROW });
    await openList(page, { 'Linked PO Id': '42' });
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Show the sidebar' }).click();
    await expect(page.getByRole('navigation', { name: 'Views' })).toBeVisible();
    await expectOverlayAccessible(page);
    await page.keyboard.press('Escape');
    await rowOf(page, ticket.id).click();
    await expect(panel(page, ticket.id).getByRole('article')).toBeVisible();
    await expectAccessible(page);
  });

  test('where there is nothing, and where the server is away', async ({ page, watch }) => {
    watch.expect(/net::ERR_/);
    await openList(page);
    await page.evaluate(() => history.pushState(null, '', '/nowhere'));
    await expect(page.getByText('There is nothing here')).toBeVisible();
    await expectAccessible(page);
    await openList(page);
    await page.context().setOffline(true);
    await page.keyboard.press('r');
    await expect(page.getByText('No connection to the server.')).toBeVisible();
    await expectAccessible(page);
  });

  test('in a bulk change that fails', async ({ page, desk, watch }) => {
    watch.expect(/status of 404/);
    const { word, tickets } = await desk.createSome(1);
    await openList(page, { q: word });
    await rowOf(page, tickets[0]?.id ?? '')
      .getByRole('checkbox')
      .click();
    await desk.delete(tickets[0]?.id ?? '');
    const bar = page.getByRole('region', { name: 'Change the selected tickets' });
    await choose(page, bar.getByRole('button', { name: 'Priority' }), 'Critical');
    await expect(page.getByRole('list', { name: 'What failed, and why' })).toBeVisible();
    await expectAccessible(page);
  });
});

test('axe finds what is wrong, when something is', async ({ page }) => {
  await openList(page);
  await page.evaluate(() => {
    document.querySelector('main')?.append(document.createElement('button'));
  });
  await expect(expectAccessible(page)).rejects.toThrow(/button-name/);
});
