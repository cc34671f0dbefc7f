import type { Page } from '@playwright/test';
import { resolve } from 'node:path';
import { ADA, JANE, type Person } from '../support/people';
import { ticketRows } from '../support/screens';
import { ROOT } from '../support/settings';
import { expect, test } from '../support/test';

// The demo data is dated by the day it is made on. Server and browser are told the same day and minute, so
// that the pictures are the same on every day.
const NOW = new Date('2026-09-15T09:30:00Z');

test.use({
  settings: {
    flags: ['--demo'],
    environment: {
      TZ: 'UTC',
      LD_PRELOAD: '/usr/$LIB/faketime/libfaketime.so.1',
      FAKETIME: NOW.toISOString().slice(0, 19).replace('T', ' '),
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
  },
});

interface Picture {
  name: string;
  person?: Person;
  dark?: boolean;
  size?: { width: number; height: number };
  show: (page: Page) => Promise<void>;
}

async function showList(page: Page): Promise<void> {
  await page.goto('/');
  await expect(ticketRows(page).first()).toBeVisible();
}

/** A ticket with much to see: overdue or not, on an order, described and talked about. */
async function showTicket(page: Page): Promise<void> {
  await page.goto('/tickets?Status=Open,In+Progress&ticket=TKT-293');
  await expect(page.getByRole('article').first()).toBeVisible();
  await expect(page.getByText('Other tickets on this order', { exact: true })).toBeVisible();
}

const PICTURES: Picture[] = [
  { name: 'list', show: showList },
  { name: 'list-dark', dark: true, show: showList },
  { name: 'ticket', show: showTicket },
  {
    name: 'board',
    show: async (page) => {
      await page.goto('/board');
      await expect(page.locator('[data-card]').first()).toBeVisible();
    },
  },
  {
    name: 'calendar',
    show: async (page) => {
      await page.goto('/calendar?Status=Open,In+Progress');
      await expect(page.getByRole('grid').getByRole('link').first()).toBeVisible();
    },
  },
  {
    name: 'dashboard',
    show: async (page) => {
      await page.goto('/dashboard');
      await expect(page.getByRole('list', { name: 'Figures' })).toBeVisible();
      await expect(page.getByRole('link', { name: /opened$/ }).first()).toBeVisible();
    },
  },
  {
    name: 'create',
    show: async (page) => {
      await showList(page);
      await page.keyboard.press('c');
      const dialog = page.getByRole('dialog', { name: 'New ticket' });
      await dialog
        .getByRole('textbox', { name: 'Title' })
        .fill('Customs holds the cable harnesses');
      await expect(dialog.getByText('Perhaps there already')).toBeVisible();
    },
  },
  {
    name: 'users',
    person: ADA,
    show: async (page) => {
      await page.goto('/administration/users');
      await expect(page.getByText('amara.okafor@acme.com')).toBeVisible();
    },
  },
  {
    name: 'narrow',
    size: { width: 390, height: 760 },
    show: showList,
  },
];

for (const { name, person = JANE, dark = false, size, show } of PICTURES) {
  test(`a picture of ${name}`, async ({ open }) => {
    const page = await open(person, {
      colorScheme: dark ? 'dark' : 'light',
      ...(size
        ? { viewport: size, deviceScaleFactor: 2 }
        : { viewport: { width: 1360, height: 820 } }),
    });
    await page.clock.setFixedTime(NOW);
    await show(page);
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    const path = resolve(ROOT, `docs/screenshots/${name}.png`);
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  });
}
