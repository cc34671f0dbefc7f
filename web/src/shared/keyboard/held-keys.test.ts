import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdKeys, type HoldOptions } from './held-keys';

let release: () => void;
/** What reaches the page behind, as shortcuts do. */
const heard = vi.fn<(event: KeyboardEvent) => void>();
const heardKeys = () => heard.mock.calls.map(([event]) => event.key);

function hold(options?: HoldOptions): void {
  release = holdKeys(options);
}

function press(key: string, init: KeyboardEventInit = {}): void {
  const target = document.activeElement ?? document.body;
  const event = { key, bubbles: true, cancelable: true, ...init };
  target.dispatchEvent(new KeyboardEvent('keydown', event));
}

function type(text: string): void {
  for (const key of text) press(key);
}

function field(focus = true): HTMLInputElement {
  const input = document.body.appendChild(document.createElement('input'));
  if (focus) input.focus();
  return input;
}

function comesNow(): void {
  release();
  vi.runAllTimers();
}

beforeEach(() => {
  vi.useFakeTimers();
  heard.mockReset();
  addEventListener('keydown', heard);
});

afterEach(() => {
  comesNow();
  removeEventListener('keydown', heard);
  vi.useRealTimers();
  document.body.replaceChildren();
});

describe('keys that are held', () => {
  it('do nothing to the page behind, and are written into the field that comes', () => {
    hold({ modal: true });
    type('Late pallet');
    expect(heard).not.toHaveBeenCalled();
    const written = vi.fn();
    const title = field();
    title.addEventListener('input', written);
    comesNow();
    expect(title.value).toBe('Late pallet');
    expect(written).toHaveBeenCalledTimes('Late pallet'.length);
  });

  it('keep their order with those typed while they are played back', () => {
    hold();
    type('ab');
    release();
    vi.advanceTimersToNextTimer();
    type('cd');
    const title = field();
    title.value = 'a';
    vi.runAllTimers();
    expect(title.value).toBe('abcd');
  });

  it('are shortcuts where no field has the focus, and may open the field for the others', () => {
    hold();
    type('nhi');
    heard.mockImplementation(({ key }) => {
      if (key === 'n') field();
    });
    comesNow();
    expect(document.querySelector('input')?.value).toBe('hi');
  });

  it('are not written where the field itself has a use for them', () => {
    hold();
    press('a');
    press('Enter');
    const title = field();
    title.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') event.preventDefault();
    });
    comesNow();
    expect(title.value).toBe('a');
    expect(heard.mock.lastCall?.[0]).toMatchObject({ key: 'Enter', defaultPrevented: true });
  });

  it('can be corrected, and are not repeated', () => {
    hold();
    type('ac');
    press('c', { repeat: true });
    press('Backspace');
    press('b');
    const title = field();
    comesNow();
    expect(title.value).toBe('ab');
  });

  it('are forgotten after Escape, which calls the waiting off', () => {
    const onCancel = vi.fn();
    hold({ onCancel });
    type('ab');
    press('Escape');
    expect(onCancel).toHaveBeenCalledOnce();
    expect(heard).not.toHaveBeenCalled();
    const title = field();
    comesNow();
    expect(title.value).toBe('');
    type('x');
    expect(heardKeys()).toContain('x');
  });

  it('are forgotten when it takes too long, and nothing is held any more', () => {
    hold();
    type('ab');
    vi.advanceTimersByTime(3_000);
    type('x');
    expect(heardKeys()).toEqual(['x']);
    const title = field();
    comesNow();
    expect(title.value).toBe('');
  });
});

describe('keys that are not held', () => {
  it('are commands of the browser and the page, and what moves the focus', () => {
    hold({ modal: true });
    press('k', { ctrlKey: true });
    press('Tab');
    expect(heardKeys()).toEqual(['k', 'Tab']);
  });

  it('are typed into a field that has the focus, unless what comes is modal', () => {
    const search = field();
    hold();
    type('a');
    expect(heardKeys()).toEqual(['a']);
    comesNow();
    hold({ modal: true });
    type('b');
    expect(heardKeys()).toEqual(['a']);
    search.remove();
  });

  it('work a button that has the focus', () => {
    document.body.appendChild(document.createElement('button')).focus();
    hold();
    press('Enter');
    expect(heardKeys()).toEqual(['Enter']);
  });

  it('go on to the next ticket, unless they follow others', () => {
    hold({ passes: ['j'] });
    type('jnj');
    expect(heardKeys()).toEqual(['j']);
    comesNow();
    expect(heardKeys()).toEqual(['j', 'n', 'j']);
  });
});
