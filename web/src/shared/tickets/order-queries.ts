import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/client';
import type { ListAnswer, PurchaseOrder } from '../api/types';

const ORDERS = '/api/purchase-order';

/** One purchase order of the register by its id; null where the register does not know it. */
export function orderQuery(id: number) {
  return queryOptions({
    queryKey: ['orders', 'one', id],
    queryFn: async ({ signal }): Promise<PurchaseOrder | null> => {
      const query = new URLSearchParams({ id: String(id), page_size: '1' });
      const answer = await call<ListAnswer<PurchaseOrder>>('GET', ORDERS, { query, signal });
      return answer.data.data.rows[0] ?? null;
    },
    staleTime: 60_000,
  });
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Purchase orders whose number or supplier contains the text, newest first. */
export function ordersQuery(text: string) {
  return queryOptions({
    queryKey: ['orders', 'found', text],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ page_size: '20', sort: '-id' });
      if (text) {
        const contains = `contains ${quoted(text)}`;
        query.set('filter', `"PO List Number" ${contains} or "Supplier Name" ${contains}`);
      }
      const answer = await call<ListAnswer<PurchaseOrder>>('GET', ORDERS, { query, signal });
      return answer.data.data.rows;
    },
    staleTime: 60_000,
  });
}
