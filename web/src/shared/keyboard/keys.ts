/**
 * Shortcuts are written as "mod+k", "shift+j", "?", or a sequence such as "g t".
 * `mod` is Ctrl, and ⌘ on a Mac.
 */
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The name of the pressed key in the same notation. */
export function keyName(event: KeyboardEvent): string {
  const parts: string[] = [];
  if (isMac ? event.metaKey : event.ctrlKey) parts.push('mod');
  if (event.altKey) parts.push('alt');
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // For letters and named keys Shift is a modifier; "?" already is what Shift made.
  const shiftCounts = event.key.length > 1 || key !== key.toUpperCase();
  if (event.shiftKey && shiftCounts) parts.push('shift');
  parts.push(key === ' ' ? 'Space' : key);
  return parts.join('+');
}

const SHOWN: Record<string, string> = {
  mod: isMac ? '⌘' : 'Ctrl',
  shift: isMac ? '⇧' : 'Shift',
  alt: isMac ? '⌥' : 'Alt',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Enter: '↵',
};

/** The keys of a shortcut as they are printed on the keyboard; a sequence gives several groups. */
export function shownKeys(shortcut: string): string[][] {
  return shortcut
    .split(' ')
    .map((step) =>
      step.split('+').map((key) => SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key)),
    );
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)
  );
}

/** A control that has the focus is worked by Enter and the space bar, whatever commands they have. */
export function worksControl(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' && event.key !== ' ') return false;
  return event.target instanceof Element && event.target.closest('button, a, summary') !== null;
}

/** Keys that go on from the ticket that is open, which may still be on its way. */
export const STEP_KEYS: readonly string[] = ['j', 'k'];
