import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { JANE } from '../support/people';
import { day, ticketRows, total } from '../support/screens';
import { expect, test } from '../support/test';

function tile(page: Page, label: string) {
  return page
    .getByRole('list', { name: 'Figures' })
    .getByRole('link', { name: new RegExp(`^${label}`) });
}

test('the figures of the dashboard are those of the lists that they lead to', async ({
  page,
  desk,
}) => {
  const { word } = await desk.createSome(6, (at) => ({
    Priority: at < 2 ? 'Critical' : 'Low',
    Category: at < 3 ? 'Customs' : 'Quality',
    ...(at === 0 ? { 'Due Date': day(-3) } : {}),
    ...(at === 1 ? { 'Due Date': day(2) } : {}),
    ...(at === 5 ? { Status: 'Closed' } : {}),
  }));
  const figures: [string, string][] = [
    ['Open', '5'],
    ['Overdue', '1'],
    ['Due within a week', '1'],
    ['Critical', '2'],
  ];
  for (const [label, count] of figures) {
    await page.goto(`/dashboard?q=${word}`);
    await expect(tile(page, label)).toContainText(count);
    await tile(page, label).click();
    await expect(total(page)).toHaveText(count === '1' ? '1 ticket' : `${count} tickets`);
  }
  await page.goto(`/dashboard?q=${word}`);
  const byCategory = page.getByRole('region', { name: 'Open by category' });
  await byCategory.getByRole('link', { name: 'Customs: 3 tickets' }).click();
  await expect(ticketRows(page)).toHaveCount(3);
});

test('what is opened and settled is a chart, or a table for who prefers numbers', async ({
  page,
  desk,
}) => {
  const { word } = await desk.createSome(3, (at) => ({ Status: at ? 'Open' : 'Resolved' }));
  await page.goto(`/dashboard?q=${word}`);
  const weeks = page.getByRole('region', { name: 'Opened and settled by week' });
  await expect(weeks.getByRole('link', { name: /: 3 opened$/ })).toBeVisible();
  await weeks.getByRole('button', { name: 'As a table' }).click();
  await expect(weeks.getByRole('row').last()).toContainText('3');
  await weeks.getByRole('row').last().getByRole('link').first().click();
  await expect(total(page)).toHaveText('3 tickets');
});

test('axe finds nothing serious on the dashboard, wide or narrow', async ({ page, open }) => {
  await page.goto('/dashboard');
  await expect(tile(page, 'Open')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'As a table' }).click();
  await expectAccessible(page);
  const narrow = await open(JANE, { viewport: { width: 360, height: 740 } });
  await narrow.goto('/dashboard');
  await expect(tile(narrow, 'Open')).toBeVisible();
  await expectAccessible(narrow);
  const overflow = await narrow.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});
