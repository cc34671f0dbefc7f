import {
  useQuery,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';
import { call } from '../api/client';
import type { ListAnswer } from '../api/types';
import { recordKeys } from './use-record-list';

interface RecordQuestion<Row> {
  path: string;
  /** Null: nothing is asked. */
  id: string | null;
  /** Takes the record out of the answer, where it is wrapped. */
  unwrap?: (answer: unknown) => Row;
}

function listed<Row extends { id: number }>(client: QueryClient, path: string, id: string | null) {
  return client
    .getQueriesData<InfiniteData<ListAnswer<Row>> | Row[]>({ queryKey: recordKeys.all(path) })
    .flatMap(([, data]) => (data && 'pages' in data ? data.pages : []))
    .flatMap((page) => page.data.rows)
    .find((row) => String(row.id) === id);
}

/** One record by its id. What a list has shown of it already is there at once. */
export function useRecord<Row extends { id: number }>({ path, id, unwrap }: RecordQuestion<Row>) {
  const client = useQueryClient();
  const { data, error } = useQuery<Row>({
    queryKey: [...recordKeys.all(path), 'one', id],
    queryFn: async ({ signal }): Promise<Row> => {
      const { data } = await call<unknown>('GET', `${path}/${encodeURIComponent(id ?? '')}`, {
        signal,
      });
      return unwrap ? unwrap(data) : (data as Row);
    },
    enabled: id !== null,
  });
  return { data: data ?? listed<Row>(client, path, id), error };
}

/** Users and roles come wrapped. */
export function unwrapData<Row>(answer: unknown): Row {
  return (answer as { data: Row }).data;
}
