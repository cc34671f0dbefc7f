import { isTyping, keyName, worksControl } from '../keyboard/keys';
import { preferences } from '../preferences/preferences';
import { currentCommands, type Command } from './registry';

const SEQUENCE_MS = 1_000;

/** Something modal has the keyboard: a dialog, a menu or a list of choices. */
function isBlocked(): boolean {
  return document.querySelector('[data-blocks-keys]') !== null;
}

function isSingleKey(keys: string): boolean {
  return !/mod\+|alt\+/.test(keys) && !/^(shift\+)?(Arrow|Home|End|Page|Enter|Escape)/.test(keys);
}

/** The command that owns the keys: the one offered last, so a page wins over the shell. */
export function commandFor(pressed: string, offered: readonly Command[]): Command | undefined {
  return offered.findLast((command) => command.keys?.includes(pressed));
}

function beginsSequence(pressed: string, offered: readonly Command[]): boolean {
  return offered.some((command) => command.keys?.some((keys) => keys.startsWith(`${pressed} `)));
}

/** Runs commands by their keys. Returns what stops it. */
export function listenForKeys(): () => void {
  let prefix = '';
  let prefixAt = 0;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isBlocked()) return;
    if (worksControl(event)) return;
    const name = keyName(event);
    const typing = isTyping(event.target);
    if (typing && !name.startsWith('mod+')) return;
    const pressed = prefix && event.timeStamp - prefixAt < SEQUENCE_MS ? `${prefix} ${name}` : name;
    prefix = '';
    if (isSingleKey(pressed) && !preferences().singleKeys) return;

    const command = commandFor(pressed, currentCommands());
    if (command && (!typing || command.whileTyping)) {
      event.preventDefault();
      command.run();
    } else if (!typing && beginsSequence(pressed, currentCommands())) {
      prefix = pressed;
      prefixAt = event.timeStamp;
    }
  };

  addEventListener('keydown', onKeyDown);
  return () => {
    removeEventListener('keydown', onKeyDown);
  };
}
