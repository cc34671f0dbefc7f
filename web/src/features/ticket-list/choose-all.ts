import type { TicketRow } from '@/shared/api/types';
import { fetchTicketPage } from '@/shared/tickets/ticket-queries';

/** So many tickets can be selected at once; what is to change more belongs in a script. */
export const MOST_CHOSEN = 5_000;
const PAGE = 500;

/** All tickets of a query from the first on, up to the limit. */
export async function fetchAllRows(query: string): Promise<TicketRow[]> {
  const rows: TicketRow[] = [];
  let cursor: string | null = null;
  do {
    const page = await fetchTicketPage({
      query: new URLSearchParams(query),
      pageSize: PAGE,
      cursor,
    });
    rows.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor && rows.length < MOST_CHOSEN);
  return rows.slice(0, MOST_CHOSEN);
}
