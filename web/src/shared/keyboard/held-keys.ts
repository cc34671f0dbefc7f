import { isMac, isTyping, worksControl } from './keys';

/** What was typed longer ago than this is forgotten: it would come as a surprise. */
const LONGEST_MS = 3_000;

export interface HoldOptions {
  /** It will take the keyboard: keys are held even where a field or a button has the focus. */
  modal?: boolean;
  /** Keys that are not meant for what comes, unless others are held already. */
  passes?: readonly string[];
  /** Escape calls it off: what was held is forgotten in any case. */
  onCancel?: () => void;
}

/** Whether the key writes something or confirms it, rather than being a command of page or browser. */
function isText(event: KeyboardEvent): boolean {
  const isCommand = event.ctrlKey || event.metaKey || (event.altKey && !isMac);
  // AltGr comes with Ctrl and Alt on some systems, and writes.
  if (isCommand && !event.getModifierState('AltGraph')) return false;
  return event.key.length === 1 || event.key === 'Enter';
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function insert(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
  field.dispatchEvent(
    new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }),
  );
}

/** Presses a key again where the focus now is: it is heard as a shortcut there, or written. */
function play({ key, code, shiftKey }: KeyboardEvent): void {
  const target = document.activeElement ?? document.body;
  const init = { key, code, shiftKey, bubbles: true, cancelable: true };
  const isUnheard = target.dispatchEvent(new KeyboardEvent('keydown', init));
  if (!isUnheard || key.length !== 1 || !isTyping(target)) return;
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    insert(target, key);
  }
}

/**
 * Holds the keys that are typed from now on, for something that was asked for and is still being loaded.
 * Returns what plays them back, in their order, when it is there: into the field that has the focus, else as
 * shortcuts. Backspace takes the last one back; Escape forgets them, and so does a long wait.
 */
export function holdKeys({ modal = false, passes = [], onCancel }: HoldOptions = {}): () => void {
  let held: KeyboardEvent[] = [];
  let playing = false;

  const onKeyDown = (event: KeyboardEvent) => {
    if (playing || event.isComposing) return;
    if (event.key === 'Escape') {
      stop();
      if (!onCancel) return;
      swallow(event);
      onCancel();
      return;
    }
    if (held.length === 0) {
      if (!modal && (isTyping(event.target) || worksControl(event))) return;
      if (passes.includes(event.key)) return;
    }
    const isCorrection = event.key === 'Backspace' && held.length > 0;
    if (!isCorrection && !isText(event)) return;
    swallow(event);
    if (isCorrection) held.pop();
    else if (!event.repeat) held.push(event);
  };
  const stop = () => {
    held = [];
    clearTimeout(timer);
    removeEventListener('keydown', onKeyDown, true);
  };
  // One after the other: a key may open the field that the next one belongs into.
  const playNext = () => {
    const next = held.shift();
    if (!next) {
      stop();
      return;
    }
    playing = true;
    play(next);
    playing = false;
    setTimeout(playNext);
  };

  const timer = setTimeout(stop, LONGEST_MS);
  addEventListener('keydown', onKeyDown, true);
  return () => {
    clearTimeout(timer);
    setTimeout(playNext);
  };
}
