import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { openList, shownIds } from '../support/screens';
import { expect, test } from '../support/test';

/** What is saved when `start` asks for it: the name, and the lines without the mark of UTF-8. */
async function saved(page: Page, start: () => Promise<void>) {
  const coming = page.waitForEvent('download');
  await start();
  const download = await coming;
  const text = await readFile(await download.path(), 'utf8');
  return { name: download.suggestedFilename(), lines: text.slice(1).trimEnd().split('\r\n') };
}

test('the list is saved as it stands: all its rows in its order, with the columns that are shown', async ({
  page,
  desk,
}) => {
  const { word, tickets } = await desk.createSome(3, (at) => ({
    Title: ['=Pear', 'Apple', 'Fig'][at] ?? '',
  }));
  await openList(page, { q: word, sort: 'Title' });
  const [pear, apple, fig] = tickets.map((ticket) => ticket.id);
  await expect.poll(() => shownIds(page)).toEqual([pear, apple, fig]);
  await page.getByRole('button', { name: 'Columns and rows' }).click();
  await page.getByRole('checkbox', { name: 'Category' }).uncheck();
  await page.keyboard.press('Escape');

  const { name, lines } = await saved(page, () =>
    page.getByRole('button', { name: 'Export as CSV' }).click(),
  );
  expect(name).toMatch(/^tickets-\d{4}-\d\d-\d\d\.csv$/);
  expect(lines[0]).toBe(
    'id,Title,Status,Priority,Assignee Email,Due Date,Linked PO Number,Updated At',
  );
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual([pear, apple, fig]);
  expect(lines[1]).toContain(`${pear ?? ''},'=Pear`);
  await expect(page.getByText(`All tickets of this view are in ${name}.`)).toBeVisible();
});

test('more than the rows on the screen is saved, from the palette too', async ({ page, desk }) => {
  const { extra } = await desk.call<{ extra: { total: number } }>(
    'GET',
    '/api/issue-tracker-tickets?page_size=1&Priority=Low',
  );
  await openList(page, { Priority: 'Low' });
  const { lines } = await saved(page, async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox').fill('spreadsheet');
    await page.getByRole('option', { name: 'Export as CSV' }).click();
  });
  expect(lines).toHaveLength(extra.total + 1);
});

test('an export that the server refuses says why, and saves nothing', async ({ page, watch }) => {
  watch.expect(/status of 400/);
  const reason = '120 tickets match, and an export has at most 100: narrow the filter.';
  await page.route('**/export?*', (route) =>
    route.fulfill({ status: 400, json: { Message: reason, Code: 'Export.TooLarge' } }),
  );
  await openList(page);
  let downloads = 0;
  page.on('download', () => {
    downloads += 1;
  });
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  await expect(page.getByText(reason)).toBeVisible();
  expect(downloads).toBe(0);
});
