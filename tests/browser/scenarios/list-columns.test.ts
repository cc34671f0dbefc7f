import type { Page } from '@playwright/test';
import { grid, openList, shownIds, ticketRows } from '../support/screens';
import { expect, test } from '../support/test';

function columnNames(page: Page): Promise<string[]> {
  return grid(page)
    .getByRole('columnheader')
    .evaluateAll((cells) => cells.map((cell) => cell.textContent.trim()).filter(Boolean));
}

test('a click on a column sorts by it, another one the other way round', async ({ page, desk }) => {
  const { word, tickets } = await desk.createSome(3, (at) => ({
    Title: ['Pear', 'Apple', 'Fig'][at] ?? '',
  }));
  const [pear, apple, fig] = tickets.map((ticket) => ticket.id);
  await openList(page, { q: word });
  const title = grid(page).getByRole('columnheader', { name: 'Title' });
  await title.getByRole('button').click();
  await expect(title).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => shownIds(page)).toEqual([apple, fig, pear]);
  await title.getByRole('button').click();
  await expect(title).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(() => shownIds(page)).toEqual([pear, fig, apple]);
});

test('a second column sorts within the first', async ({ page, desk }) => {
  const { word, tickets } = await desk.createSome(3, (at) => ({
    Title: ['B', 'A', 'C'][at] ?? '',
    Priority: ['High', 'High', 'Critical'][at] ?? '',
  }));
  const [b, a, c] = tickets.map((ticket) => ticket.id);
  await openList(page, { q: word });
  await grid(page).getByRole('button', { name: 'Priority' }).click();
  await grid(page)
    .getByRole('button', { name: 'Title' })
    .click({ modifiers: ['Shift'] });
  await expect.poll(() => shownIds(page)).toEqual([c, a, b]);
  await expect(page).toHaveURL(/sort=-Priority%2CTitle/);
});

test('columns are hidden and shown again, and stay so after a reload', async ({ page }) => {
  await openList(page);
  await page.getByRole('button', { name: 'Columns and rows' }).click();
  await page.getByRole('checkbox', { name: 'Category' }).uncheck();
  await page.getByRole('checkbox', { name: 'Reporter' }).check();
  await page.keyboard.press('Escape');
  await expect.poll(() => columnNames(page)).not.toContain('Category');
  await page.reload();
  await expect.poll(() => columnNames(page)).toContain('Reporter');
  expect(await columnNames(page)).not.toContain('Category');

  await page.getByRole('button', { name: 'Columns and rows' }).click();
  await page.getByRole('button', { name: 'Reset the columns' }).click();
  await expect.poll(() => columnNames(page)).toContain('Category');
});

test('a column is dragged to another place', async ({ page }) => {
  await openList(page);
  const names = await columnNames(page);
  expect(names.indexOf('Priority')).toBeGreaterThan(names.indexOf('Status'));
  const header = (name: string) => grid(page).getByRole('columnheader', { name });
  await header('Priority').getByRole('button').dragTo(header('Status'));
  await expect
    .poll(async () => {
      const now = await columnNames(page);
      return now.indexOf('Priority') - now.indexOf('Status');
    })
    .toBeLessThan(0);
});

test('a column is moved by keyboard, and from the menu', async ({ page }) => {
  await openList(page);
  const places = async () => {
    const names = await columnNames(page);
    return names.indexOf('Status') - names.indexOf('Title');
  };
  expect(await places()).toBe(1);
  await grid(page).getByRole('columnheader', { name: 'Status' }).getByRole('button').focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(places).toBe(-1);
  await page.getByRole('button', { name: 'Columns and rows' }).click();
  await page.getByRole('button', { name: 'Move Status right' }).click();
  await expect.poll(places).toBe(1);
});

test('a column is made wider with the pointer and narrower with the keys', async ({ page }) => {
  await openList(page);
  const handle = grid(page).getByRole('separator', { name: 'Width of Status' });
  const width = async () => Number(await handle.getAttribute('aria-valuenow'));
  const before = await width();
  const box = await handle.boundingBox();
  if (!box) throw new Error('the handle is not to be seen');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width).toBe(before + 60);
  await handle.focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(width).toBe(before + 44);
});

test('rows are as tall as the reader likes, and never taller than 36 pixels', async ({ page }) => {
  await openList(page);
  const height = async () => (await ticketRows(page).first().boundingBox())?.height ?? 0;
  await page.getByRole('button', { name: 'Columns and rows' }).click();
  // Normal at first; each choice after that changes it, as soon as the rows are drawn anew.
  const heights = [await height()];
  for (const name of ['Roomy', 'Dense']) {
    const before = await height();
    await page.getByRole('radio', { name }).check();
    await expect.poll(height).not.toBe(before);
    heights.push(await height());
  }
  const [normal = 0, roomy = 0, dense = 0] = heights;
  expect(dense).toBeGreaterThanOrEqual(28);
  expect(normal).toBeGreaterThan(dense);
  expect(roomy).toBeGreaterThan(normal);
  expect(roomy).toBeLessThanOrEqual(36);
});
