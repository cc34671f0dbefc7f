import type { Page } from '@/shared/tickets/ticket-queries';

export interface Freshened {
  page: Page;
  /** Rows came, went or moved: to show that, the list would have to jump. */
  moved: boolean;
}

/** What is shown, with the values that the server has now; every row stays where it is. */
export function freshened(shown: Page, fresh: Page): Freshened {
  const inPlace =
    shown.total === fresh.total &&
    shown.rows.length === fresh.rows.length &&
    shown.rows.every((row, at) => row.id === fresh.rows[at]?.id);
  if (inPlace) return { page: fresh, moved: false };
  const byId = new Map(fresh.rows.map((row) => [row.id, row]));
  return {
    page: { ...shown, rows: shown.rows.map((row) => byId.get(row.id) ?? row) },
    moved: true,
  };
}
