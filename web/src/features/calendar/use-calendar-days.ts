import { keepPreviousData, queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { fetchTicketPage, ticketKeys, type Page } from '@/shared/tickets/ticket-queries';
import { useApiQuery } from '@/shared/tickets/use-view';
import { narrowed } from '@/shared/tickets/view-parts';
import type { ViewQuery } from '@/shared/tickets/view-query';
import { byDay, incompleteFrom, type Day } from './days';

/** As many as one request serves: most months of most desks fit. */
const RANGE_ROWS = 500;
/** Of a day in a month that does not fit, so many are fetched; its list in full is one click away. */
const DAY_ROWS = 40;
/** What is cut off, where a day has very many, is what matters least. */
const ORDER = 'Due Date,Status,-Priority';

/** The tickets of the view that are due from one day to another. */
export function dueBetween(view: ViewQuery, from: string, to: string): ViewQuery {
  const due = `"Due Date" ge '${from}' and "Due Date" le '${to}'`;
  return { ...narrowed(view, due), sort: [] };
}

function pageQuery(query: URLSearchParams, pageSize: number) {
  const full = new URLSearchParams(query);
  full.set('sort', ORDER);
  return queryOptions({
    queryKey: [...ticketKeys.calendar, full.toString(), pageSize],
    queryFn: ({ signal }) => fetchTicketPage({ query: full, pageSize, signal }),
  });
}

export interface CalendarDays {
  days: ReadonlyMap<string, Day>;
  isLoading: boolean;
  isEmpty: boolean;
  error: unknown;
  retry: () => void;
}

function useDayPages(view: ViewQuery, dates: readonly string[], range: Page | undefined) {
  const cutAt = range ? incompleteFrom(range) : null;
  const missing = cutAt === null ? [] : dates.filter((date) => date >= cutAt);
  const query = useApiQuery({ ...view, sort: [] });
  const pages = useQueries({
    queries: missing.map((date) => {
      const own = new URLSearchParams(query);
      const due = `"Due Date" eq '${date}'`;
      const filter = own.get('filter');
      own.set('filter', filter ? `(${filter}) and ${due}` : due);
      return pageQuery(own, DAY_ROWS);
    }),
  });
  return new Map(
    pages.flatMap(({ data }, at) => (data ? [[missing[at] ?? '', data] as const] : [])),
  );
}

/** What is due on each of the days, which follow each other. Only these days are fetched. */
export function useCalendarDays(view: ViewQuery, dates: readonly string[]): CalendarDays {
  const [first = '', last = ''] = [dates[0], dates.at(-1)];
  const query = useApiQuery(useMemo(() => dueBetween(view, first, last), [view, first, last]));
  const range = useQuery({ ...pageQuery(query, RANGE_ROWS), placeholderData: keepPreviousData });
  const own = useDayPages(view, dates, range.data);
  return {
    days: byDay(range.data, own),
    isLoading: range.isPending || range.isPlaceholderData,
    isEmpty: range.data?.total === 0 && !range.isPlaceholderData,
    error: range.error,
    retry: () => {
      void range.refetch();
    },
  };
}
