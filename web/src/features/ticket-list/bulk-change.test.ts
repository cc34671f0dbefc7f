import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/shared/api/api-error';
import type { TicketRow } from '@/shared/api/types';
import { changeAll, reversal, type BulkProgress } from './bulk-change';

function row(id: string): TicketRow {
  return { id, Status: 'Open', Priority: 'Low', 'Due Date': '2024-03-10' } as TicketRow;
}

const rows = Array.from({ length: 20 }, (_, at) => row(`TKT-${String(at + 1)}`));

describe('a bulk change', () => {
  it('goes on after a refusal and says which rows failed, and why', async () => {
    const seen: BulkProgress[] = [];
    const result = await changeAll({
      rows,
      change: async ({ id }) => {
        if (id === 'TKT-3') throw new ApiError(400, { Message: 'Not this one.' });
      },
      onProgress: (progress) => seen.push(progress),
      signal: new AbortController().signal,
    });
    expect(result.changed).toHaveLength(19);
    expect(result.failures).toEqual([{ row: rows[2], reason: 'Not this one.' }]);
    expect(seen.at(-1)).toMatchObject({ done: 20, total: 20 });
  });

  it('has only a few changes under way at once', async () => {
    let running = 0;
    let most = 0;
    await changeAll({
      rows,
      change: async () => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
      },
      onProgress: vi.fn(),
      signal: new AbortController().signal,
    });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(6);
  });

  it('stops when it is called off', async () => {
    const stop = new AbortController();
    const change = vi.fn(async () => {
      stop.abort();
    });
    await changeAll({ rows, change, onProgress: vi.fn(), signal: stop.signal });
    expect(change.mock.calls.length).toBeLessThan(rows.length);
  });

  it('knows how to put a row back', () => {
    expect(reversal(row('TKT-1'), { Status: 'Closed', 'Due Date': null })).toEqual({
      Status: 'Open',
      'Due Date': '2024-03-10',
    });
  });

  it('empties again what was empty', () => {
    const back = reversal(row('TKT-1'), { 'Assignee Email': 'jane.doe@acme.com' });
    expect(back).toStrictEqual({ 'Assignee Email': null });
  });
});
