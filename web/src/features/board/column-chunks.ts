/**
 * The loaded part of a column, as the chunks of its list, and what moving a card does to it before the
 * server has answered: rows behind it close up or make room, across the chunks that are loaded.
 */
import type { TicketRow } from '@/shared/api/types';
import type { Page } from '@/shared/tickets/ticket-queries';
import { CHUNK_ROWS } from '@/shared/tickets/use-ticket-window';

export type Chunks = ReadonlyMap<number, Page>;

/** The chunks from this one on that follow each other without a gap, with their rows in one. */
function runFrom(chunks: Chunks, first: number): { indexes: number[]; rows: TicketRow[] } {
  const indexes: number[] = [];
  const rows: TicketRow[] = [];
  for (let at = first; chunks.has(at); at++) {
    indexes.push(at);
    rows.push(...(chunks.get(at)?.rows ?? []));
  }
  return { indexes, rows };
}

function withTotals(chunks: Chunks, by: number): Map<number, Page> {
  return new Map(
    [...chunks].map(([at, page]) => [at, { ...page, total: Math.max(0, page.total + by) }]),
  );
}

/** Hands the rows out to the chunks again, each as full as it can be. */
function dealt(chunks: Map<number, Page>, indexes: readonly number[], rows: readonly TicketRow[]) {
  indexes.forEach((chunk, at) => {
    const page = chunks.get(chunk);
    const own = rows.slice(at * CHUNK_ROWS, (at + 1) * CHUNK_ROWS);
    if (page) chunks.set(chunk, { ...page, rows: own });
  });
  return chunks;
}

export function withoutRow(chunks: Chunks, id: string): Chunks {
  const found = [...chunks].find(([, page]) => page.rows.some((row) => row.id === id));
  if (!found) return chunks;
  const { indexes, rows } = runFrom(chunks, found[0]);
  const rest = rows.filter((row) => row.id !== id);
  return dealt(withTotals(chunks, -1), indexes, rest);
}

export interface Placed {
  chunks: Chunks;
  /** Where the row now stands in the column; null where that part is not loaded. */
  index: number | null;
}

export function withRow(
  chunks: Chunks,
  row: TicketRow,
  order: (a: TicketRow, b: TicketRow) => number,
): Placed {
  const { indexes, rows } = runFrom(chunks, 0);
  const counted = withTotals(chunks, 1);
  const before = rows.findIndex((other) => order(row, other) < 0);
  const isWhole = rows.length === (chunks.get(0)?.total ?? -1);
  if (before < 0 && !isWhole) return { chunks: counted, index: null };
  const index = before < 0 ? rows.length : before;
  const all = [...rows.slice(0, index), row, ...rows.slice(index)];
  return { chunks: dealt(counted, indexes, all), index };
}
