import { useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchTicketPage, ticketKeys, type Page } from './ticket-queries';
import { useApiQuery } from './use-view';
import type { ViewQuery } from './view-query';

export interface Neighbours {
  previous: string | null;
  next: string | null;
}

const NONE: Neighbours = { previous: null, next: null };
/** How far into the view a ticket is looked for when the list has not been seen. */
const LOOKED_AT = 500;

export function neighboursIn(ids: readonly string[], id: string): Neighbours | null {
  const at = ids.indexOf(id);
  return at < 0 ? null : { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null };
}

/**
 * The tickets before and after one in a view: from what the list has loaded, else from the view's
 * beginning.
 */
export function useNeighbours(id: string, view: ViewQuery): Neighbours {
  const client = useQueryClient();
  const query = useApiQuery(view);
  const key = query.toString();

  const loaded = client
    .getQueriesData<Page>({ queryKey: [...ticketKeys.lists, key] })
    .sort(([a], [b]) => Number(a.at(-1)) - Number(b.at(-1)))
    .flatMap(([, page]) => page?.rows.map((row) => row.id) ?? []);
  const known = neighboursIn(loaded, id);

  const { data } = useQuery({
    queryKey: [...ticketKeys.all, 'sequence', key],
    queryFn: ({ signal }) => fetchTicketPage({ query, pageSize: LOOKED_AT, signal }),
    enabled: known === null,
  });
  const looked = data
    ? neighboursIn(
        data.rows.map((row) => row.id),
        id,
      )
    : null;
  return known ?? looked ?? NONE;
}
