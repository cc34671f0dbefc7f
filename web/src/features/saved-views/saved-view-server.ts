import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { call } from '@/shared/api/client';
import { newIdempotencyKey } from '@/shared/api/idempotency-key';
import type { ListAnswer, SavedView } from '@/shared/api/types';

const VIEWS = '/api/issue-tracker-views';
/** More than fit into anybody's sidebar. */
const MOST_VIEWS = '500';

export type SavedViewPatch = Partial<Pick<SavedView, 'Name' | 'Query' | 'Shared'>>;
export type NewSavedView = Required<SavedViewPatch>;

/** One's own views and those that others share, by name. */
export const savedViewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: async ({ signal }) => {
    const query = new URLSearchParams({ page_size: MOST_VIEWS });
    const answer = await call<ListAnswer<SavedView>>('GET', VIEWS, { query, signal });
    return answer.data.data.rows.sort((a, b) => a.Name.localeCompare(b.Name));
  },
  staleTime: 60_000,
});

function refresh(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
}

export async function createSavedView(
  client: QueryClient,
  wanted: NewSavedView,
  idempotencyKey: string = newIdempotencyKey(),
): Promise<SavedView> {
  const answer = await call<SavedView>('POST', VIEWS, { body: wanted, idempotencyKey });
  await refresh(client);
  return answer.data;
}

export async function changeSavedView(
  client: QueryClient,
  id: number,
  patch: SavedViewPatch,
): Promise<SavedView> {
  const answer = await call<SavedView>('PUT', `${VIEWS}/${String(id)}`, { body: patch });
  await refresh(client);
  return answer.data;
}

export async function deleteSavedView(client: QueryClient, id: number): Promise<void> {
  await call('DELETE', `${VIEWS}/${String(id)}`);
  await refresh(client);
}
