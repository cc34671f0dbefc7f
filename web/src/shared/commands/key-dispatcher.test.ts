import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderHook } from '@testing-library/react';
import { setPreference } from '../preferences/preferences';
import { listenForKeys } from './key-dispatcher';
import { useCommands, type Command } from './registry';

let stop: () => void;

beforeEach(() => {
  stop = listenForKeys();
});

afterEach(() => {
  stop();
  setPreference('singleKeys', true);
  document.body.replaceChildren();
});

function offer(keys: string): Command & { run: ReturnType<typeof vi.fn<() => void>> } {
  const command = {
    id: keys,
    title: keys,
    group: 'go' as const,
    keys: [keys],
    run: vi.fn<() => void>(),
  };
  const offered = [command];
  renderHook(() => {
    useCommands(offered);
  });
  return command;
}

function press(key: string, target: EventTarget = document.body, init: KeyboardEventInit = {}) {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...init }));
}

describe('shortcuts', () => {
  it('run a command by its key and by a sequence of keys', () => {
    const create = offer('c');
    const tickets = offer('g t');
    press('c');
    press('g');
    press('t');
    expect(create.run).toHaveBeenCalledOnce();
    expect(tickets.run).toHaveBeenCalledOnce();
  });

  it('give the key to what was offered last', () => {
    const shell = offer('x');
    const page = offer('x');
    press('x');
    expect(page.run).toHaveBeenCalledOnce();
    expect(shell.run).not.toHaveBeenCalled();
  });

  it('do nothing while somebody types, but for those that say so', () => {
    const create = offer('c');
    const chooseAll = offer('mod+a');
    const palette = Object.assign(offer('mod+k'), { whileTyping: true });
    const field = document.body.appendChild(document.createElement('input'));
    press('c', field);
    press('a', field, { ctrlKey: true });
    press('k', field, { ctrlKey: true });
    expect(chooseAll.run).not.toHaveBeenCalled();
    expect(create.run).not.toHaveBeenCalled();
    expect(palette.run).toHaveBeenCalledOnce();
  });

  it('do nothing while something modal has the keyboard', () => {
    const create = offer('c');
    document.body.appendChild(document.createElement('div')).dataset['blocksKeys'] = '';
    press('c');
    expect(create.run).not.toHaveBeenCalled();
  });

  it('leave Enter to a button that has the focus, and take it anywhere else', () => {
    const open = offer('Enter');
    press('Enter', document.body.appendChild(document.createElement('button')));
    expect(open.run).not.toHaveBeenCalled();
    press('Enter', document.body.appendChild(document.createElement('div')));
    expect(open.run).toHaveBeenCalledOnce();
  });

  it('leave single keys alone when the reader has switched them off', () => {
    const create = offer('c');
    setPreference('singleKeys', false);
    press('c');
    expect(create.run).not.toHaveBeenCalled();
  });
});
