import type { QueryClient } from '@tanstack/react-query';
import { call, type Answer } from '../api/client';
import type { Ticket, TicketPatch, TicketRow } from '../api/types';
import { ticketKeys, ticketPath, type Page } from './ticket-queries';

/** Changes the fields of the patch. With an ETag, only if nobody else changed the ticket since: else 412. */
export function putTicket(
  id: string,
  patch: TicketPatch,
  ifMatch?: string | null,
): Promise<Answer<Ticket>> {
  return call<Ticket>('PUT', ticketPath(id), { body: patch, ifMatch });
}

/** A ticket as lists know it. */
export function rowOf(ticket: Ticket): TicketRow {
  const row: Partial<Ticket> = { ...ticket };
  delete row.Description;
  delete row.Notes;
  return row as TicketRow;
}

/** Shows a changed ticket wherever it is on the screen, at once, without asking the server again. */
export function showTicket(client: QueryClient, answer: Answer<Ticket>): void {
  const ticket = answer.data;
  client.setQueryData(ticketKeys.one(ticket.id), answer);
  showRow(client, rowOf(ticket));
}

/** The same for a row, such as one whose change is not saved yet. */
export function showRow(client: QueryClient, row: TicketRow): void {
  const show = (page: Page | undefined) => {
    if (!page?.rows.some((each) => each.id === row.id)) return page;
    return { ...page, rows: page.rows.map((each) => (each.id === row.id ? row : each)) };
  };
  client.setQueriesData<Page>({ queryKey: ticketKeys.lists }, show);
  client.setQueriesData<Page>({ queryKey: ticketKeys.calendar }, show);
}

/** Has everything that counts, orders or tells of tickets read anew, in the background. */
export function refreshTickets(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ticketKeys.all });
}

/**
 * After a change of one ticket: its history and the counts are read anew. Lists keep their rows
 * where they are, so that nothing jumps under the reader's eyes; they are read anew when they are
 * next come to.
 */
export function settleTicket(client: QueryClient, id: string): void {
  void client.invalidateQueries({ queryKey: ticketKeys.history(id) });
  void client.invalidateQueries({ queryKey: ticketKeys.summaries });
  void client.invalidateQueries({ queryKey: ticketKeys.calendar });
  void client.invalidateQueries({ queryKey: ticketKeys.lists, refetchType: 'none' });
}
