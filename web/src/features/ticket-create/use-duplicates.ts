import { keepPreviousData, useQueries } from '@tanstack/react-query';
import type { TicketRow } from '@/shared/api/types';
import { fetchTicketPage, ticketKeys } from '@/shared/tickets/ticket-queries';
import { useDebounced } from '@/shared/ui/use-debounced';
import { likelyDuplicates, tellingWords } from './likely-duplicates';

const LOOKED_AT = 20;
const SHOWN = 4;
const UNRESOLVED = 'Open,In Progress';
const NONE: TicketRow[] = [];

function candidates(parameters: Record<string, string>, enabled: boolean) {
  const query = new URLSearchParams({ Status: UNRESOLVED, ...parameters });
  return {
    queryKey: [...ticketKeys.all, 'candidates', query.toString()],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (await fetchTicketPage({ query, pageSize: LOOKED_AT, signal })).rows,
    enabled,
    placeholderData: keepPreviousData,
  };
}

/**
 * Unresolved tickets like the one being written. The search wants all its words, so it is asked for
 * the two most telling ones (the longest); what comes back is then weighed by all of them.
 */
export function useDuplicates(title: string, orderId: number | null): TicketRow[] {
  const settled = useDebounced(title, 250);
  const longest = tellingWords(settled)
    .sort((a, b) => b.length - a.length)
    .slice(0, 2);
  const found = useQueries({
    queries: [
      candidates({ q: longest.join(' ') }, longest.length > 0),
      candidates({ q: longest[0] ?? '' }, longest.length > 1),
      candidates({ 'Linked PO Id': String(orderId) }, orderId !== null),
    ],
  });
  if (longest.length === 0 && orderId === null) return NONE;
  const rows = found.flatMap((query) => query.data ?? NONE);
  return likelyDuplicates(rows, settled, orderId, SHOWN);
}
