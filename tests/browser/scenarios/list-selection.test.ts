import type { Page } from '@playwright/test';
import { PRIYA } from '../support/people';
import { choose, day, grid, openList, rowOf, ticketRows, toast, total } from '../support/screens';
import { expect, test } from '../support/test';

function bar(page: Page) {
  return page.getByRole('region', { name: 'Change the selected tickets' });
}

test('rows are selected by their boxes, and a range of them with Shift', async ({ page, desk }) => {
  const { word } = await desk.createSome(6);
  await openList(page, { q: word, sort: 'id' });
  await ticketRows(page).nth(1).getByRole('checkbox').click();
  await ticketRows(page)
    .nth(4)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await expect(bar(page)).toContainText('4 selected');
  await expect(grid(page).getByRole('row', { selected: true })).toHaveCount(4);
  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeHidden();
});

test('rows are selected by keyboard alone', async ({ page, desk }) => {
  const { word } = await desk.createSome(5);
  await openList(page, { q: word, sort: 'id' });
  await grid(page).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(bar(page)).toContainText('1 selected');
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(bar(page)).toContainText('3 selected');
  await page.keyboard.press('ControlOrMeta+a');
  await expect(bar(page)).toContainText('5 selected');
});

test('a bulk change changes all selected tickets, and undo puts each back as it was', async ({
  page,
  desk,
}) => {
  const { word, tickets } = await desk.createSome(4, (at) => ({
    Priority: at % 2 ? 'High' : 'Low',
  }));
  const priorities = () =>
    Promise.all(tickets.map(async ({ id }) => (await desk.ticket(id)).Priority));
  await openList(page, { q: word });
  await page.getByRole('checkbox', { name: 'Select all tickets of this view' }).click();
  await expect(bar(page)).toContainText('4 selected');
  await choose(page, bar(page).getByRole('button', { name: 'Priority' }), 'Critical');
  await expect(toast(page, '4 tickets changed.')).toBeVisible();
  expect(await priorities()).toEqual(['Critical', 'Critical', 'Critical', 'Critical']);

  await page.keyboard.press('ControlOrMeta+z');
  await expect(toast(page, 'The change is undone.')).toBeVisible();
  expect(await priorities()).toEqual(['Low', 'High', 'Low', 'High']);
});

test('status, assignee and due date are changed in bulk too', async ({ page, desk }) => {
  const { word, tickets } = await desk.createSome(2);
  await openList(page, { q: word });
  const change = async (button: string, choice: string) => {
    await page.getByRole('checkbox', { name: 'Select all tickets of this view' }).click();
    await expect(bar(page)).toContainText('2 selected');
    await choose(page, bar(page).getByRole('button', { name: button }), choice);
    await expect(bar(page)).toBeHidden();
  };
  await change('Status', 'In Progress');
  await change('Assignee', PRIYA.name);
  await change('Due', 'Tomorrow');
  for (const { id } of tickets) {
    expect(await desk.ticket(id)).toMatchObject({
      Status: 'In Progress',
      'Assignee Email': PRIYA.email,
      'Due Date': day(1),
    });
  }
});

test('a bulk change shows how far it is, and can be stopped', async ({ page, desk }) => {
  const { word, tickets } = await desk.createSome(12);
  await openList(page, { q: word });
  // The server answers only when the test lets it.
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/api/issue-tracker-tickets/TKT-*', async (route) => {
    if (route.request().method() === 'PUT') await held;
    await route.continue();
  });
  await page.getByRole('checkbox', { name: 'Select all tickets of this view' }).click();
  await choose(page, bar(page).getByRole('button', { name: 'Status' }), 'Closed');
  await expect(bar(page)).toContainText('0 of 12 changed');
  await expect(bar(page).getByRole('progressbar')).toBeVisible();
  await bar(page).getByRole('button', { name: 'Stop' }).click();
  release();
  await expect(toast(page, /^\d tickets changed\./)).toBeVisible();
  const closed = await desk.total({ q: word, Status: 'Closed' });
  expect(closed).toBeGreaterThan(0);
  expect(closed).toBeLessThan(tickets.length);
});

test('what fails of a bulk change is told ticket by ticket, and can be tried again', async ({
  page,
  desk,
  watch,
}) => {
  watch.expect(/status of (404|503)/);
  const { word, tickets } = await desk.createSome(3);
  const [gone, busy, fine] = tickets.map((ticket) => ticket.id);
  await openList(page, { q: word });
  await page.getByRole('checkbox', { name: 'Select all tickets of this view' }).click();
  await expect(bar(page)).toContainText('3 selected');
  await desk.delete(gone ?? '');
  await page.route(`**/api/issue-tracker-tickets/${busy ?? ''}`, (route) =>
    route.fulfill({ status: 503, json: { Message: 'Too many writes wait.', Code: 'Server.Busy' } }),
  );
  await choose(page, bar(page).getByRole('button', { name: 'Priority' }), 'Critical');
  const failures = bar(page).getByRole('list', { name: 'What failed, and why' });
  await expect(failures.getByRole('listitem')).toHaveCount(2);
  await expect(failures.getByRole('listitem').filter({ hasText: gone ?? '' })).toContainText(
    /no such|not/i,
  );
  expect((await desk.ticket(fine ?? '')).Priority).toBe('Critical');

  await page.unroute(`**/api/issue-tracker-tickets/${busy ?? ''}`);
  await bar(page).getByRole('button', { name: 'Try these again' }).click();
  await expect(failures.getByRole('listitem')).toHaveCount(1);
  expect((await desk.ticket(busy ?? '')).Priority).toBe('Critical');
});

test('a selection ends where another list begins', async ({ page, desk }) => {
  const { word, tickets } = await desk.createSome(2);
  await openList(page, { q: word });
  await rowOf(page, tickets[0]?.id ?? '')
    .getByRole('checkbox')
    .click();
  await expect(bar(page)).toContainText('1 selected');
  await page.getByRole('link', { name: 'All tickets' }).click();
  await expect(total(page)).not.toHaveText('2 tickets');
  await expect(bar(page)).toBeHidden();
});
