import type { Page } from '@playwright/test';
import { day, toast } from '../support/screens';
import { expect, test } from '../support/test';

/** A day of the middle of this month, so that the days around it are of the same month. */
function midMonth(offset: number): string {
  const now = new Date();
  const date = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 14 + offset));
  return date.toISOString().slice(0, 10);
}

function cell(page: Page, date: string) {
  return page.locator(`[data-day="${date}"]`);
}

test('the calendar shows tickets on the days they are due', async ({ page, desk }) => {
  const { word, tickets } = await desk.createSome(2, (at) => ({ 'Due Date': midMonth(at) }));
  await page.goto(`/calendar?q=${word}`);
  await expect(cell(page, midMonth(0))).toContainText(tickets[0]?.Title ?? '');
  await expect(cell(page, midMonth(1))).toContainText(tickets[1]?.Title ?? '');
  await cell(page, midMonth(0)).getByRole('link').first().click();
  await expect(
    page.getByRole('complementary', { name: `Ticket ${tickets[0]?.id ?? ''}` }),
  ).toBeVisible();
});

test('a ticket is made due on another day by keyboard, and undo takes it back', async ({
  page,
  desk,
}) => {
  const { word, tickets } = await desk.createSome(1, () => ({ 'Due Date': midMonth(0) }));
  const id = tickets[0]?.id ?? '';
  const due = async () => (await desk.ticket(id))['Due Date'];
  await page.goto(`/calendar?q=${word}`);
  await cell(page, midMonth(0)).getByRole('link').first().focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(due).toBe(midMonth(1));
  await expect(toast(page, `${id} is now due`)).toBeVisible();
  await expect(cell(page, midMonth(1))).toContainText(word);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(due).toBe(midMonth(0));
});

test('a ticket is dragged to another day', async ({ page, desk }) => {
  const { word, tickets } = await desk.createSome(1, () => ({ 'Due Date': midMonth(0) }));
  await page.goto(`/calendar?q=${word}`);
  const from = await cell(page, midMonth(0)).getByRole('link').first().boundingBox();
  const to = await cell(page, midMonth(-2)).boundingBox();
  if (!from || !to) throw new Error('ticket or day is not to be seen');
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 32, from.y + 14, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect
    .poll(async () => (await desk.ticket(tickets[0]?.id ?? ''))['Due Date'])
    .toBe(midMonth(-2));
});

test('the calendar goes from month to month, and tells what is overdue', async ({ page, desk }) => {
  const { word } = await desk.createSome(2, () => ({ 'Due Date': day(-2) }));
  await page.goto(`/calendar?q=${word}`);
  const title = page.getByRole('main').getByRole('heading', { level: 2 }).first();
  const before = await title.textContent();
  await page.getByRole('button', { name: 'Month after' }).click();
  await expect(title).not.toHaveText(before ?? '');
  await page.getByRole('button', { name: 'Today' }).click();
  await expect(title).toHaveText(before ?? '');
  await page.getByRole('link', { name: '2 overdue' }).click();
  await expect(page.getByRole('grid', { name: 'Tickets' }).getByText(word)).toHaveCount(2);
});
