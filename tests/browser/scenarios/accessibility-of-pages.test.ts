import type { Page } from '@playwright/test';
import { expectAccessible, expectOverlayAccessible } from '../support/axe';
import { ADA, JANE, JOHN } from '../support/people';
import { day, openList } from '../support/screens';
import { expect, test } from '../support/test';

const NARROW = { width: 360, height: 740 };

function shown(page: Page) {
  return expect(page.getByRole('main')).toContainText(/\w/);
}

test.describe('axe finds nothing serious', () => {
  test('on the board, and where a card is moved', async ({ page, desk }) => {
    const { word, tickets } = await desk.createSome(2);
    await page.goto('/board');
    await expect(page.locator('[data-card]').first()).toBeVisible();
    await expectAccessible(page);
    await page.goto(`/board?q=${word}`);
    await page
      .getByRole('button', { name: `Change the status of ${tickets[0]?.id ?? ''}` })
      .click();
    await expectOverlayAccessible(page);
    await page.keyboard.press('Escape');
    await page.locator(`[data-card="${tickets[0]?.id ?? ''}"]`).focus();
    await page.keyboard.press('Space');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+O');
    await expectOverlayAccessible(page);
  });

  test('in the calendar, by month, by week and as an agenda', async ({ page, desk }) => {
    await desk.createSome(1, () => ({ 'Due Date': day(0) }));
    await page.goto('/calendar');
    await expect(page.getByRole('grid').getByRole('link').first()).toBeVisible();
    await expectAccessible(page);
    for (const mode of ['Week', 'Agenda']) {
      await page.getByRole('button', { name: mode, exact: true }).click();
      await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
      await expectAccessible(page);
    }
  });

  test('where a view is saved, and in its menu', async ({ page, desk }) => {
    const { word } = await desk.createSome(1);
    await openList(page, { q: word });
    await page.getByRole('button', { name: 'Save view' }).click();
    await expectOverlayAccessible(page);
    await page.getByLabel('Name', { exact: true }).fill(word);
    await page.keyboard.press('Enter');
    const options = page.getByRole('button', { name: `Options of the view ${word}` });
    await expect(options.first()).toBeVisible();
    await expectAccessible(page);
    await options.last().click();
    await expectOverlayAccessible(page);
  });

  for (const [path, add] of [
    ['users', 'New user'],
    ['roles', 'New role'],
    ['purchase-orders', 'New purchase order'],
    ['tokens', 'New API token'],
  ] as const) {
    test(`in the administration of ${path}`, async ({ open }) => {
      const page = await open(ADA);
      await page.goto(`/administration/${path}`);
      await expect(page.getByRole('button', { name: add }).first()).toBeVisible();
      await expect(page.getByRole('status', { name: 'Loading…' })).toHaveCount(0);
      await expectAccessible(page);
      await page.getByRole('button', { name: add }).first().click();
      await expectOverlayAccessible(page);
    });
  }

  test('in the audit log', async ({ open }) => {
    const page = await open(ADA);
    await page.goto('/administration/audit-log');
    await expect(page.getByText(/Signed in/i).first()).toBeVisible();
    await expect(page.getByRole('status', { name: 'Loading…' })).toHaveCount(0);
    await expectAccessible(page);
  });

  test('where a link is asked for, and where it leads to', async ({ open, watch }) => {
    watch.expect(/status of 401/);
    const page = await open(null);
    await page.goto('/');
    await page.getByRole('button', { name: 'Forgot your password?' }).click();
    await expectAccessible(page);
    await page.goto('/reset-password#token=of-a-mail');
    await expect(page.locator('input[type=password]').first()).toBeVisible();
    await expectAccessible(page);
  });

  test('in the account of one’s own', async ({ page }) => {
    await page.goto('/account');
    await expect(page.getByText('This browser', { exact: true })).toBeVisible();
    await expectAccessible(page);
  });

  test('on screens of 360 pixels', async ({ open }) => {
    const page = await open(JANE, { viewport: NARROW });
    for (const path of ['/board', '/calendar', '/account', '/administration/purchase-orders']) {
      await page.goto(path);
      await shown(page);
      await page.waitForLoadState('networkidle');
      await expectAccessible(page);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${path} is not wider than the screen`).toBe(0);
    }
  });

  test('on the board and in the calendar of who may only look', async ({ open }) => {
    const page = await open(JOHN);
    for (const path of ['/board', '/calendar']) {
      await page.goto(path);
      await shown(page);
      await page.waitForLoadState('networkidle');
      await expectAccessible(page);
    }
  });
});
