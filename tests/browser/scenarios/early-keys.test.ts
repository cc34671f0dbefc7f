import type { Page } from '@playwright/test';
import { openList, panel, ticketRows } from '../support/screens';
import { expect, test } from '../support/test';

/** Lets what is asked for at these addresses come only when the test says so. */
async function holdBack(page: Page, addresses: RegExp): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(addresses, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test('what is typed before the dialog of a new ticket is loaded stands in its title', async ({
  page,
  desk,
}) => {
  const { word } = await desk.createSome(2);
  const release = await holdBack(page, /create-dialog-[\w-]+\.js/);
  await openList(page, { q: word });
  const address = page.url();
  // Each of its letters is a shortcut of the list or of the shell; the space bar scrolls.
  await page.keyboard.press('c');
  await page.keyboard.type('x [j/f? rc');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(page.url()).toBe(address);
  release();
  const dialog = page.getByRole('dialog', { name: 'New ticket' });
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('x [j/f? rc');
  await page.keyboard.type(' and on');
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('x [j/f? rc and on');
  await expect(page.getByText('1 selected')).toHaveCount(0);
  expect(page.url()).toBe(address);
});

test('a command is typed and run before the palette is loaded, from within a field too', async ({
  page,
}) => {
  const release = await holdBack(page, /palette-[\w-]+\.js/);
  await openList(page);
  await page.keyboard.press('/');
  const search = page.getByRole('textbox', { name: 'Search titles, descriptions and notes' });
  await expect(search).toBeFocused();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('go to calendax');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('r');
  await page.keyboard.press('Enter');
  await expect(search).toHaveValue('');
  release();
  await expect(page).toHaveURL(/\/calendar$/);
});

test('Escape calls a dialog off that is still being loaded', async ({ page }) => {
  const release = await holdBack(page, /create-dialog-[\w-]+\.js/);
  await openList(page);
  await page.keyboard.press('c');
  await page.keyboard.type('not this');
  await page.keyboard.press('Escape');
  release();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(1);
});

test('a note is begun before its ticket is loaded', async ({ page, desk }) => {
  const { word, tickets } = await desk.createSome(1);
  const id = tickets[0]?.id ?? '';
  const release = await holdBack(page, new RegExp(`-tickets/${id}(\\?|$)`));
  await openList(page, { q: word });
  await expect(ticketRows(page)).toHaveCount(1);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(panel(page, id)).toBeVisible();
  await page.keyboard.type('nexcuse');
  release();
  await expect(page.getByRole('textbox', { name: 'Add a note' })).toHaveValue('excuse');
});
