import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { call } from '@/shared/api/client';
import type { PurchaseOrder, Summary } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useMay } from '@/shared/session/profile';
import { ticketKeys } from '@/shared/tickets/ticket-queries';
import { EMPTY_VIEW, renderView, withCondition } from '@/shared/tickets/view-query';
import styles from './orders.module.css';

/** Orders are counted in parts, so that what was counted already is not asked for again. */
const PART = 100;
const BY = 'Linked PO Number';

export type TicketCounts = ReadonlyMap<string, number>;

function countsQuery(ids: readonly number[]) {
  return {
    queryKey: [...ticketKeys.all, 'counts-by-order', ids.join()],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const query = new URLSearchParams({ by: BY, limit: '500', 'Linked PO Id': ids.join() });
      const path = '/api/issue-tracker-tickets/summary';
      return (await call<{ data: Summary }>('GET', path, { query, signal })).data.data;
    },
  };
}

/** How many tickets link to each of the orders, by the order's number; null until it is known. */
export function useTicketCounts(orders: readonly PurchaseOrder[]): TicketCounts | null {
  const maySee = useMay('Issue Tracker', 'View');
  const parts = useMemo(() => {
    const count = Math.ceil(orders.length / PART);
    return Array.from({ length: count }, (_, at) =>
      orders.slice(at * PART, (at + 1) * PART).map((order) => order.id),
    );
  }, [orders]);
  return useQueries({
    queries: maySee ? parts.map(countsQuery) : [],
    combine: (answers) => {
      if (answers.length === 0 || !answers[0]?.data) return null;
      const entries = answers.flatMap(({ data }) =>
        (data?.counts[BY] ?? []).map(({ value, count }) => [String(value), count] as const),
      );
      return new Map(entries);
    },
  });
}

/** The way to the tickets that link to an order. */
export function OrderTickets({ order, count }: { order: PurchaseOrder; count: number | null }) {
  const words = t.administration.orders;
  if (count === 0) return <span className={styles.none}>{words.noTickets}</span>;
  const view = withCondition(EMPTY_VIEW, 'Linked PO Id', {
    kind: 'any-of',
    values: [String(order.id)],
    negated: false,
  });
  const text = count === null ? words.tickets : words.ticketCount(count);
  return (
    <Link
      href={paths.tickets(renderView(view).toString())}
      aria-label={words.ticketsOf(order['PO List Number'], text)}
    >
      {text}
    </Link>
  );
}
