import type { Page } from '@playwright/test';
import { grid, openList, ticketRows, total } from '../support/screens';
import { isFull, patience } from '../support/settings';
import { expect, test } from '../support/test';

// The long run has a million. A hundred thousand are enough to be beyond all that is drawn or kept.
const TICKETS = isFull ? 1_000_000 : 100_000;

/** A fiftieth of all. */
const SHORT = { Status: 'Open', Priority: 'Critical' };
const FRAMES = 40;

test.use({ settings: { flags: [], tickets: TICKETS } });

test.describe.configure({ timeout: patience(isFull ? 240_000 : 60_000) });

async function topRow(page: Page): Promise<number> {
  const first = await grid(page).evaluate((element) => {
    const head = element.querySelector('[role=rowgroup]')?.getBoundingClientRect().bottom ?? 0;
    const rows = [...element.querySelectorAll('[id^="ticket-row-"]')];
    const top = rows
      .filter((row) => row.getBoundingClientRect().bottom > head + 1)
      .map((row) => Number(row.getAttribute('aria-rowindex')));
    return Math.min(...top);
  });
  return first - 2;
}

function loaded(page: Page) {
  return expect(grid(page).locator('[aria-busy=true]')).toHaveCount(0);
}

test('a list of very many tickets opens at once and draws only what is in sight', async ({
  page,
}) => {
  await openList(page);
  await expect(total(page)).toHaveText(`${TICKETS.toLocaleString('en')} tickets`);
  await loaded(page);
  expect(await ticketRows(page).count()).toBeLessThan(80);
});

test('the wheel goes through the rows one after the other, without a gap', async ({ page }) => {
  await openList(page, { sort: 'id' });
  await grid(page).hover();
  for (let turn = 0; turn < 60; turn += 1) await page.mouse.wheel(0, 600);
  await expect.poll(() => topRow(page)).toBeGreaterThan(1_000);
  await loaded(page);
  const rows = await ticketRows(page).evaluateAll((elements) =>
    elements.map((row) => ({
      at: Number(row.getAttribute('aria-rowindex')) - 1,
      id: Number(/TKT-(\d+)/.exec(row.textContent)?.[1]),
    })),
  );
  // Sorted by id and none deleted: the n-th row is the n-th ticket.
  expect(rows.length).toBeGreaterThan(15);
  for (const { at, id } of rows) expect(id).toBe(at);
});

test('the scrollbar reaches the middle and the very last ticket', async ({ page }) => {
  await openList(page, { sort: 'id' });
  const scrollTo = (share: number) =>
    grid(page).evaluate((element, part) => {
      element.scrollTop = (element.scrollHeight - element.clientHeight) * part;
    }, share);
  await scrollTo(0.5);
  await loaded(page);
  await expect
    .poll(async () => Math.abs((await topRow(page)) - TICKETS / 2))
    .toBeLessThan(TICKETS / 100);
  await scrollTo(1);
  await loaded(page);
  await expect(ticketRows(page).filter({ hasText: `TKT-${String(TICKETS)}` })).toBeInViewport();
});

test('End and Home go to the last and the first row', async ({ page }) => {
  await openList(page, { sort: 'id' });
  await grid(page).focus();
  await page.keyboard.press('End');
  await loaded(page);
  await expect(ticketRows(page).filter({ hasText: `TKT-${String(TICKETS)}` })).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('complementary', { name: `Ticket TKT-${String(TICKETS)}` }),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await grid(page).focus();
  await page.keyboard.press('Home');
  await expect.poll(() => topRow(page)).toBe(0);
});

/** What a frame costs while rows fly by, in milliseconds of the page's main thread. */
async function costOfFrame(page: Page, view: Record<string, string>): Promise<number> {
  await openList(page, view);
  await loaded(page);
  // Time of the processor, not of the clock: others use the machine too.
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  const before = await busy();
  await grid(page).evaluate(
    (element, frames) =>
      new Promise<void>((resolve) => {
        let left = frames;
        const frame = () => {
          element.scrollTop += 400;
          left -= 1;
          if (left > 0) requestAnimationFrame(frame);
          else resolve();
        };
        requestAnimationFrame(frame);
      }),
    FRAMES,
  );
  const spent = (await busy()) - before;
  await session.detach();
  return (spent / FRAMES) * 1000;
}

test('rows that fly by cost no more in a long list than in a short one', async ({ page }) => {
  const costs = { short: Infinity, long: Infinity };
  for (let round = 0; round < 2; round += 1) {
    costs.short = Math.min(costs.short, await costOfFrame(page, SHORT));
    costs.long = Math.min(costs.long, await costOfFrame(page, {}));
  }
  expect(costs.short).toBeGreaterThan(0);
  expect(costs.long).toBeLessThan(2 * costs.short);
});
