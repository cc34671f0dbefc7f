import { describe, expect, it } from 'vitest';
import { isTyping, keyName, shownKeys } from './keys';

function press(key: string, modifiers: KeyboardEventInit = {}): string {
  return keyName(new KeyboardEvent('keydown', { key, ...modifiers }));
}

describe('key names', () => {
  it('name letters, their shifted form and modifiers', () => {
    expect(press('j')).toBe('j');
    expect(press('J', { shiftKey: true })).toBe('shift+j');
    expect(press('k', { ctrlKey: true })).toBe('mod+k');
    expect(press('ArrowDown', { shiftKey: true })).toBe('shift+ArrowDown');
  });

  it('take a shifted sign as the sign itself', () => {
    expect(press('?', { shiftKey: true })).toBe('?');
  });

  it('show a sequence as groups', () => {
    expect(shownKeys('g t')).toEqual([['G'], ['T']]);
    expect(shownKeys('mod+k')).toEqual([['Ctrl', 'K']]);
  });

  it('leave text fields alone and checkboxes not', () => {
    const box = Object.assign(document.createElement('input'), { type: 'checkbox' });
    expect(isTyping(document.createElement('input'))).toBe(true);
    expect(isTyping(box)).toBe(false);
  });
});
