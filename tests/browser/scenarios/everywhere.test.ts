import { JANE } from '../support/people';
import { grid, openList, openTicket, panel, rowOf, ticketRows } from '../support/screens';
import { expect, test } from '../support/test';

test('the palette goes to a view, to a ticket by number, and to a ticket by its words', async ({
  page,
  desk,
}) => {
  const { word, tickets } = await desk.createSome(1);
  const ticket = tickets[0];
  await openList(page);
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await page.keyboard.press('ControlOrMeta+k');
  await palette.getByRole('combobox').fill('overdue');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Overdue', level: 1 })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  await palette.getByRole('combobox').fill(ticket?.id.replace('TKT-', '') ?? '');
  await palette.getByRole('option', { name: `Open ${ticket?.id ?? ''}` }).click();
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(
    ticket?.Title ?? '',
  );

  await page.keyboard.press('ControlOrMeta+k');
  await palette.getByRole('combobox').fill(word);
  await palette.getByRole('option', { name: `Search tickets for “${word}”` }).click();
  await expect(ticketRows(page)).toHaveCount(1);
});

test('the palette offers what can be done with the open ticket', async ({ page, desk }) => {
  const ticket = await desk.create({ Title: 'Palette on a ticket' });
  await openTicket(page, ticket.id, ticket.Title);
  await page.getByRole('button', { name: /Search or jump to/ }).click();
  await page.getByRole('combobox').fill('change status');
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Closed' }).click();
  await expect.poll(async () => (await desk.ticket(ticket.id)).Status).toBe('Closed');
});

test('"?" shows the shortcuts, and single keys can be switched off', async ({ page }) => {
  await openList(page);
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toContainText('Next ticket');
  await expect(sheet).toContainText('Command palette');
  await sheet.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.keyboard.press('c');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
});

test('the page is dark for who likes it dark, whatever the system says', async ({ page }) => {
  await openList(page);
  const brightness = () =>
    page.evaluate(() => {
      const [red = 0, green = 0, blue = 0] = (
        getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? []
      ).map(Number);
      return (red + green + blue) / 3;
    });
  expect(await brightness()).toBeGreaterThan(200);
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click();
  expect(await brightness()).toBeLessThan(60);
  await page.reload();
  await expect(ticketRows(page).first()).toBeVisible();
  expect(await brightness()).toBeLessThan(60);
});

test('the page follows the system from light to dark', async ({ open }) => {
  const page = await open(JANE, { colorScheme: 'dark' });
  await openList(page);
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(background).toBe('rgb(16, 23, 26)');
});

test('on a screen of 360 pixels nothing is cut off, and everything can be reached', async ({
  open,
  desk,
}) => {
  const { word, tickets } = await desk.createSome(2, () => ({
    Title: 'A title that is rather long, as titles of real tickets often are',
  }));
  const id = tickets[0]?.id ?? '';
  const page = await open(JANE, { viewport: { width: 360, height: 740 } });
  const overflow = () =>
    page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  await openList(page, { q: word });
  expect(await overflow()).toBe(0);
  await page.getByRole('button', { name: 'Show the sidebar' }).click();
  await expect(page.getByRole('link', { name: 'Overdue' })).toBeInViewport();
  await page.keyboard.press('Escape');
  await rowOf(page, id).click();
  await expect(panel(page, id).getByRole('button', { name: 'Close the ticket' })).toBeInViewport({
    ratio: 1,
  });
  expect(await overflow()).toBe(0);
  await panel(page, id).getByRole('button', { name: 'Close the ticket' }).click();
  await expect(grid(page)).toBeVisible();
  await page.getByRole('button', { name: 'New ticket' }).click();
  await expect(page.getByRole('button', { name: 'Create ticket' })).toBeInViewport({ ratio: 1 });
  expect(await overflow()).toBe(0);
});

test('an address that does not exist says so, and leads back', async ({ page }) => {
  await openList(page);
  // The server gives the page at its own addresses alone: the way is from within it.
  await page.evaluate(() => history.pushState(null, '', '/nowhere/at/all'));
  await expect(page.getByText('There is nothing here')).toBeVisible();
  await page.getByRole('link', { name: 'Go to the tickets' }).click();
  await expect(grid(page)).toBeVisible();
});

test('the sidebar is put away and comes back', async ({ page }) => {
  await openList(page);
  const views = page.getByRole('navigation', { name: 'Views' });
  await expect(views).toBeVisible();
  await page.keyboard.press('[');
  await expect(views).toBeHidden();
  await page.reload();
  await expect(ticketRows(page).first()).toBeVisible();
  await expect(views).toBeHidden();
  await page.getByRole('button', { name: 'Show the sidebar' }).click();
  await expect(views).toBeVisible();
});
