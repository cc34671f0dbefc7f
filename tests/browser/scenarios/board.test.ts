import type { Page } from '@playwright/test';
import { JOHN } from '../support/people';
import { toast } from '../support/screens';
import { expect, test } from '../support/test';

function column(page: Page, status: string) {
  return page.getByRole('region', { name: status, exact: true });
}

function card(page: Page, id: string) {
  return page.locator(`[data-card="${id}"]`);
}

async function openBoard(page: Page, word: string): Promise<void> {
  await page.goto(`/board?q=${word}`);
  await expect(page.locator('[data-card]').first()).toBeVisible();
}

test('the board shows the tickets of the view by status, with their numbers', async ({
  page,
  desk,
}) => {
  const { word, tickets } = await desk.createSome(4, (at) => ({
    Status: at < 3 ? 'Open' : 'Resolved',
  }));
  await page.goto(`/tickets?q=${word}`);
  await page.getByRole('link', { name: 'Board' }).last().click();
  await expect(page.getByRole('heading', { name: 'Open, 3 tickets' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Resolved, 1 tickets' })).toBeVisible();
  await expect(column(page, 'Resolved')).toContainText(tickets[3]?.id ?? '');
  await expect(column(page, 'Open').getByRole('listitem')).toHaveCount(3);
});

test('a card is dragged to another status, and undo takes it back', async ({ page, desk }) => {
  const { word, tickets } = await desk.createSome(1);
  const id = tickets[0]?.id ?? '';
  await openBoard(page, word);
  const from = await card(page, id).boundingBox();
  const to = await column(page, 'In Progress').boundingBox();
  if (!from || !to) throw new Error('card or column is not to be seen');
  await page.mouse.move(from.x + 40, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 30, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, to.y + 120, { steps: 8 });
  await page.mouse.up();
  await expect(column(page, 'In Progress')).toContainText(id);
  await expect.poll(async () => (await desk.ticket(id)).Status).toBe('In Progress');
  await expect(toast(page, `${id} moved to In Progress.`)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(column(page, 'Open')).toContainText(id);
  await expect.poll(async () => (await desk.ticket(id)).Status).toBe('Open');
});

test('a card is picked up and put down by keyboard, and the focus goes along', async ({
  page,
  desk,
}) => {
  const { word, tickets } = await desk.createSome(2);
  const id = tickets[1]?.id ?? '';
  await openBoard(page, word);
  await card(page, id).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('To Resolved. Space puts it down.')).toBeAttached();
  await page.keyboard.press('Space');
  await expect(column(page, 'Resolved')).toContainText(id);
  await expect(card(page, id)).toBeFocused();
  await expect.poll(async () => (await desk.ticket(id)).Status).toBe('Resolved');

  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Escape');
  await expect(page.getByText(`${id} stays where it was.`)).toBeAttached();
  expect((await desk.ticket(id)).Status).toBe('Resolved');
});

test('a card opens its ticket beside the board', async ({ page, desk }) => {
  const { word, tickets } = await desk.createSome(1);
  const id = tickets[0]?.id ?? '';
  await openBoard(page, word);
  await card(page, id).click();
  await expect(page.getByRole('complementary', { name: `Ticket ${id}` })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary')).toBeHidden();
});

test('who may only look moves no card', async ({ open, desk }) => {
  const { word, tickets } = await desk.createSome(1);
  const id = tickets[0]?.id ?? '';
  const page = await open(JOHN);
  await openBoard(page, word);
  await expect(page.getByRole('button', { name: `Change the status of ${id}` })).toHaveCount(0);
  await card(page, id).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Space');
  await expect(page.getByText(/is picked up/)).toHaveCount(0);
  expect((await desk.ticket(id)).Status).toBe('Open');
});
