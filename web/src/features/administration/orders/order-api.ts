import { call } from '@/shared/api/client';
import type { PurchaseOrder } from '@/shared/api/types';

export const ORDERS = '/api/purchase-order';

const orderPath = (id: number) => `${ORDERS}/${String(id)}`;

export type OrderChange = Partial<PurchaseOrder>;

export async function createOrder(order: OrderChange): Promise<PurchaseOrder> {
  return (await call<PurchaseOrder>('POST', ORDERS, { body: order })).data;
}

export async function changeOrder(id: number, change: OrderChange): Promise<PurchaseOrder> {
  return (await call<PurchaseOrder>('PUT', orderPath(id), { body: change })).data;
}

export async function deleteOrder(id: number): Promise<void> {
  await call('DELETE', orderPath(id));
}
