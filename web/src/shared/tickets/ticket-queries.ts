import { queryOptions } from '@tanstack/react-query';
import { call, type Answer } from '../api/client';
import { utcOffset } from '../time/utc-offset';
import type { ListAnswer, Summary, Ticket, TicketRow } from '../api/types';

export const TICKETS = '/api/issue-tracker-tickets';

export function ticketPath(id: string): string {
  return `${TICKETS}/${encodeURIComponent(id)}`;
}

/** The keys of everything about tickets in the query cache. */
export const ticketKeys = {
  all: ['tickets'] as const,
  lists: ['tickets', 'list'] as const,
  calendar: ['tickets', 'calendar'] as const,
  summaries: ['tickets', 'summary'] as const,
  one: (id: string) => ['tickets', 'one', id] as const,
  history: (id: string) => ['tickets', 'history', id] as const,
};

/** What a list row needs; the long texts stay at the server. */
const ROW_FIELDS: (keyof TicketRow)[] = [
  'id',
  'Title',
  'Status',
  'Priority',
  'Category',
  'Assignee Email',
  'Reporter Email',
  'Created At',
  'Updated At',
  'Due Date',
  'Linked PO Id',
  'Linked PO Number',
  'Subscribers',
];

export interface Page {
  rows: TicketRow[];
  total: number;
  nextCursor: string | null;
  /** Of a search that found nothing: the nearest words that find something. */
  suggestion?: string | null;
}

export interface PageRequest {
  /** The filter and order, as toApiQuery made them. */
  query: URLSearchParams;
  pageSize: number;
  /** 1-based; ignored where there is a cursor. */
  page?: number;
  cursor?: string | null;
  signal?: AbortSignal;
}

export async function fetchTicketPage(request: PageRequest): Promise<Page> {
  const query = new URLSearchParams(request.query);
  query.set('page_size', String(request.pageSize));
  query.set('fields', ROW_FIELDS.join(','));
  if (request.cursor) query.set('cursor', request.cursor);
  else if (request.page !== undefined) query.set('page', String(request.page));
  const answer = await call<ListAnswer<TicketRow>>('GET', TICKETS, {
    query,
    signal: request.signal,
  });
  const { data, extra } = answer.data;
  return {
    rows: data.rows,
    total: extra.total,
    nextCursor: extra.next_cursor ?? null,
    suggestion: extra.suggestion ?? null,
  };
}

/** One ticket with its ETag, which a later change must name. */
export function ticketQuery(id: string) {
  return queryOptions({
    queryKey: ticketKeys.one(id),
    queryFn: ({ signal }): Promise<Answer<Ticket>> => call('GET', ticketPath(id), { signal }),
  });
}

/** How many tickets a query finds. */
export function countQuery(query: URLSearchParams) {
  const full = new URLSearchParams(query);
  full.delete('sort');
  full.set('page_size', '1');
  full.set('fields', 'id');
  return queryOptions({
    queryKey: [...ticketKeys.summaries, 'count', full.toString()],
    queryFn: async ({ signal }) => {
      const answer = await call<ListAnswer<Pick<TicketRow, 'id'>>>('GET', TICKETS, {
        query: full,
        signal,
      });
      return answer.data.extra.total;
    },
  });
}

export interface SummaryOptions {
  /** For how many weeks to tell what happened. */
  weeks?: number;
  /** How many values of each field. */
  limit?: number;
}

/** Figures over the tickets of a query: how many by the values of some fields, how many late. */
export function summaryQuery(
  query: URLSearchParams,
  by: readonly string[],
  { weeks, limit }: SummaryOptions = {},
) {
  const full = new URLSearchParams(query);
  full.delete('sort');
  full.set('by', by.join(','));
  if (weeks !== undefined) full.set('weeks', String(weeks));
  if (limit !== undefined) full.set('limit', String(limit));
  // Days begin at the reader's midnight, as everywhere on the page.
  full.set('utc_offset', String(utcOffset()));
  return queryOptions({
    queryKey: [...ticketKeys.summaries, full.toString()],
    queryFn: async ({ signal }) => {
      const answer = await call<{ data: Summary }>('GET', `${TICKETS}/summary`, {
        query: full,
        signal,
      });
      return answer.data.data;
    },
  });
}
