import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { TicketRow } from '@/shared/api/types';
import { useSelection } from './use-selection';

const rowAt = (index: number) => ({ id: `TKT-${String(index)}` }) as TicketRow;

function start() {
  const hook = renderHook(() => useSelection(rowAt));
  const choose = (index: number, extend = false) => {
    act(() => {
      hook.result.current.choose(index, extend);
    });
  };
  const ids = () => [...hook.result.current.selection.keys()];
  return { hook, choose, ids };
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
    expect(ids().sort()).toEqual(['TKT-2', 'TKT-3', 'TKT-4', 'TKT-5']);
  });

  it('takes a first row with shift as a plain choice', () => {
    const { choose, ids } = start();
    choose(7, true);
    expect(ids()).toEqual(['TKT-7']);
  });
});
