import type { ColumnLayout } from '@/shared/preferences/preferences';

/** The stored order with columns that are new since then at their place of the fresh layout. */
export function completeOrder(stored: readonly string[], all: readonly string[]): string[] {
  const order = stored.filter((id) => all.includes(id));
  all.forEach((id, at) => {
    if (!order.includes(id)) order.splice(at, 0, id);
  });
  return order;
}

/** Moves one column by some places; at the ends it stays. */
export function movedBy(order: readonly string[], id: string, places: number): string[] {
  const from = order.indexOf(id);
  const to = Math.max(0, Math.min(order.length - 1, from + places));
  if (from < 0 || from === to) return [...order];
  const next = order.filter((each) => each !== id);
  next.splice(to, 0, id);
  return next;
}

/** Puts one column where another is. */
export function movedTo(order: readonly string[], id: string, target: string): string[] {
  return movedBy(order, id, order.indexOf(target) - order.indexOf(id));
}

export function freshLayout(all: readonly string[], hidden: readonly string[]): ColumnLayout {
  return { order: [...all], hidden: [...hidden], widths: {} };
}
