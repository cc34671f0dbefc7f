import { describe, expect, it } from 'vitest';
import { moveFor } from './grid-keys';

function move(key: string, active: number): number | null {
  return moveFor({ key, altKey: false, ctrlKey: false, metaKey: false }, active, 100, 20);
}

describe('the keys of the grid', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 0, 0],
    ['PageDown', 3, 23],
    ['PageUp', 3, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
  ])('%s moves from row %i to row %i', (key, from, to) => {
    expect(move(key, from)).toBe(to);
  });

  it('leave other keys alone', () => {
    expect(move('a', 3)).toBeNull();
  });

  it.each(['altKey', 'ctrlKey', 'metaKey'])('leave shortcuts with %s to the browser', (held) => {
    const event = { key: 'Home', altKey: false, ctrlKey: false, metaKey: false, [held]: true };
    expect(moveFor(event, 50, 100, 20)).toBeNull();
  });
});
