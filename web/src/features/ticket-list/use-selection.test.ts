import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { TicketRow } from '@/shared/api/types';
import { useSelection } from './use-selection';

const ticketAt = (index: number) => ({ id: `TKT-${String(index)}` }) as TicketRow;

/** A list of which only the first rows are loaded. */
function start(loaded = 100) {
  const rowAt = (index: number) => (index < loaded ? ticketAt(index) : undefined);
  const loadRows = async (indexes: readonly number[]) => indexes.map(ticketAt);
  const hook = renderHook(({ key }) => useSelection({ rowAt, loadRows, key }), {
    initialProps: { key: 'a' },
  });
  const choose = (index: number, extend = false) => {
    act(() => {
      hook.result.current.choose(index, extend);
    });
  };
  const extend = (from: number, to: number) => {
    act(() => {
      hook.result.current.extend(from, to);
    });
  };
  const ids = () => [...hook.result.current.selection.keys()].sort();
  return { hook, choose, extend, ids };
}

describe('the selection', () => {
  it('toggles one row', () => {
    const { choose, ids } = start();
    choose(3);
    expect(ids()).toEqual(['TKT-3']);
    choose(3);
    expect(ids()).toEqual([]);
  });

  it('extends from the last chosen row, in both directions', () => {
    const { choose, ids } = start();
    choose(3);
    choose(5, true);
    expect(ids()).toEqual(['TKT-3', 'TKT-4', 'TKT-5']);
    choose(4, true);
    expect(ids()).toHaveLength(3);
    choose(2, true);
    expect(ids()).toEqual(['TKT-2', 'TKT-3', 'TKT-4', 'TKT-5']);
  });

  it('takes a first row with shift as a plain choice', () => {
    const { choose, ids } = start();
    choose(7, true);
    expect(ids()).toEqual(['TKT-7']);
  });

  it('grows by keys from the row where it began', () => {
    const { extend, ids } = start();
    extend(4, 5);
    extend(5, 6);
    expect(ids()).toEqual(['TKT-4', 'TKT-5', 'TKT-6']);
  });

  it('fetches what a range holds beyond the loaded rows', async () => {
    const { choose, ids } = start(3);
    choose(2);
    choose(4, true);
    expect(ids()).toEqual(['TKT-2']);
    await act(async () => {
      await Promise.resolve();
    });
    expect(ids()).toEqual(['TKT-2', 'TKT-3', 'TKT-4']);
  });

  it('begins anew with another list', () => {
    const { hook, choose, ids } = start();
    choose(3);
    hook.rerender({ key: 'b' });
    expect(ids()).toEqual([]);
  });
});
