import type { Page } from '@playwright/test';
import { ADA, PASSWORD } from '../support/people';
import { grid, ticketRows, toast, total } from '../support/screens';
import { expect, test } from '../support/test';

/** Presses Tab until the focus is on the named control, as somebody does who sees where it is. */
async function tabTo(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const matches = (text: string) => (typeof name === 'string' ? text === name : name.test(text));
  for (let press = 0; press < 60; press += 1) {
    if (matches(await focusedName(page))) return;
    await page.keyboard.press(key);
  }
  throw new Error(
    `${String(name)} is not reached with ${key}; the focus is on ${await focusedName(page)}`,
  );
}

/** Types where the focus is, once it is in a field. */
async function typeIn(page: Page, text: string): Promise<void> {
  await expect(page.locator('input:focus, textarea:focus')).toHaveCount(1);
  await page.keyboard.type(text);
}

function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    if (!element || element === document.body) return '';
    const labels = (element as HTMLInputElement).labels;
    return (
      element.getAttribute('aria-label') ??
      labels?.[0]?.textContent ??
      element.textContent
    ).trim();
  });
}

/** Whether what has the focus shows it. */
function focusIsVisible(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return false;
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return outlined || style.boxShadow !== 'none' || style.borderColor !== 'rgba(0, 0, 0, 0)';
  });
}

test('a whole day at the desk needs no pointer', async ({ open, watch, desk }) => {
  watch.expect(/status of 401/);
  const { word, tickets } = await desk.createSome(3, (at) => ({
    Title: ['Alpha', 'Beta', 'Gamma'][at] ?? '',
  }));
  const page = await open(null);
  await page.goto('/');
  await typeIn(page, ADA.username);
  await tabTo(page, 'Password');
  await typeIn(page, PASSWORD);
  await page.keyboard.press('Enter');
  await expect(grid(page)).toBeVisible();

  // Find the three, in order of their titles.
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { name: 'All tickets' })).toBeVisible();
  await page.keyboard.press('/');
  await typeIn(page, word);
  await expect(total(page)).toHaveText('3 tickets');
  await page.keyboard.press('Enter');
  await expect(grid(page)).toBeFocused();
  await tabTo(page, 'Title', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(ticketRows(page).first()).toContainText('Alpha');

  // Open the second, change it, write a note.
  await tabTo(page, 'Tickets', 'Shift+Tab');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const id = tickets[1]?.id ?? '';
  await expect(page.getByRole('complementary', { name: `Ticket ${id}` })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(
    tickets[1]?.Title ?? '',
  );
  await page.keyboard.press('s');
  await expect(page.getByRole('combobox', { name: 'Status' })).toBeFocused();
  await typeIn(page, 'resol');
  await page.keyboard.press('Enter');
  await expect(toast(page, `${id}: Status saved.`)).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: 'Add a note' })).toBeFocused();
  await typeIn(page, 'Settled by keyboard.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('article')).toContainText('Settled by keyboard.');

  // Back to the list; select the first two and change both.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary')).toBeHidden();
  await page.keyboard.press('k');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+J');
  await expect(page.getByText('2 selected')).toBeVisible();
  await tabTo(page, 'Clear the selection');
  await tabTo(page, 'Priority', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await typeIn(page, 'crit');
  await page.keyboard.press('Enter');
  await expect(toast(page, '2 tickets changed.')).toBeVisible();
  expect(await desk.total({ q: word, Priority: 'Critical' })).toBe(2);
  expect(await desk.ticket(id)).toMatchObject({ Status: 'Resolved', Priority: 'Critical' });

  // Create a fourth, and leave.
  await page.keyboard.press('c');
  await typeIn(page, `Delta ${word}`);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(total(page)).toHaveText('4 tickets');
  await page.keyboard.press('ControlOrMeta+k');
  await typeIn(page, 'sign out');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('the focus goes through the whole page, can be seen everywhere, and comes round', async ({
  page,
}) => {
  await page.goto('/');
  await expect(ticketRows(page).first()).toBeVisible();
  const names: string[] = [];
  for (let press = 0; press < 90; press += 1) {
    await page.keyboard.press('Tab');
    const name = await focusedName(page);
    // Past the last control the focus goes to the browser, and from there to the first again.
    if (name === '') break;
    names.push(name);
    expect(await focusIsVisible(page), `the focus on “${name}” can be seen`).toBe(true);
  }
  expect(names[0]).toBe('Skip to content');
  for (const name of ['New ticket', 'Account', 'Tickets', 'Columns and rows', 'Overdue']) {
    expect(names).toContain(name);
  }
});

test('a dialog keeps the focus and gives it back', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'New ticket' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New ticket' });
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toBeFocused();
  for (let press = 0; press < 20; press += 1) {
    await page.keyboard.press('Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'New ticket' })).toBeFocused();
});
