import { expect, type Locator, type Page } from '@playwright/test';

/** Where things are on the page, in the words of its readers. */

export function grid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Tickets' });
}

/** Rows of tickets, without the row of column names. */
export function ticketRows(page: Page): Locator {
  return grid(page).locator('[id^="ticket-row-"]');
}

export function rowOf(page: Page, id: string): Locator {
  return ticketRows(page).filter({ has: page.getByText(id, { exact: true }) });
}

/** The ids of the first rows, from top to bottom. */
export async function shownIds(page: Page): Promise<string[]> {
  const rows = await ticketRows(page).evaluateAll((elements) =>
    elements
      .map((row) => ({
        at: Number(row.getAttribute('aria-rowindex')),
        id: /TKT-\d+/.exec(row.textContent)?.[0] ?? '',
      }))
      .sort((a, b) => a.at - b.at),
  );
  return rows.map((row) => row.id);
}

/** Opens the list with a view, and waits until its rows or its emptiness can be seen. */
export async function openList(page: Page, view: Record<string, string> = {}): Promise<void> {
  const search = new URLSearchParams(view).toString();
  await page.goto(`/tickets${search ? `?${search}` : ''}`);
  await expect(total(page)).toHaveText(/ticket/);
}

/** "300 tickets" beside the title of the list. */
export function total(page: Page): Locator {
  return page.getByRole('status').filter({ hasText: /^[\d,]+ tickets?$/ });
}

export function panel(page: Page, id: string): Locator {
  return page.getByRole('complementary', { name: `Ticket ${id}` });
}

export async function openTicket(page: Page, id: string, title: string): Promise<void> {
  await page.goto(`/tickets/${id}`);
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(title);
}

/** The button that shows a field of the open ticket and changes it. */
export function fact(page: Page, field: string): Locator {
  return page.getByRole('button', { name: `Change ${field}:` });
}

/** Opens a list of choices and takes one. */
export async function choose(page: Page, opener: Locator, choice: string | RegExp): Promise<void> {
  await opener.click();
  await page.getByRole('option', { name: choice }).first().click();
}

export function toast(page: Page, text: string | RegExp): Locator {
  return page
    .getByRole('region', { name: 'Notifications' })
    .getByRole('listitem')
    .filter({ hasText: text });
}

/** A calendar date so many days from today, in UTC, which is the zone of the browsers here. */
export function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

/** Lets a browser hear nothing of what others do, as in the seconds before it asks again. */
export async function holdNews(page: Page): Promise<void> {
  await page.route(/[?&]fields=id(&|$)/, () => undefined);
}
