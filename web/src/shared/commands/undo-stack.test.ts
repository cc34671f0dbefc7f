import { renderHook } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useToasts } from '../ui/toasts';
import { doneWithUndo, forgetUndo, undoLast } from './undo-stack';

beforeEach(forgetUndo);

describe('undo', () => {
  it('takes back the last thing first, each thing once', () => {
    const done: string[] = [];
    doneWithUndo('a', () => done.push('a'));
    doneWithUndo('b', () => done.push('b'));
    expect([undoLast(), undoLast(), undoLast()]).toEqual([true, true, false]);
    expect(done).toEqual(['b', 'a']);
  });

  it('takes its toast away, and does not run twice when both are used', () => {
    const undo = vi.fn();
    doneWithUndo('saved', undo);
    const shown = () => renderHook(() => useToasts()).result.current;
    const toast = shown().find((each) => each.text === 'saved');
    expect(toast).toBeDefined();
    undoLast();
    toast?.action?.run();
    expect(undo).toHaveBeenCalledOnce();
    expect(shown().some((each) => each.text === 'saved')).toBe(false);
  });
});
