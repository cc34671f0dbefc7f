import { useLayoutEffect, useSyncExternalStore } from 'react';

export type CommandGroup = 'go' | 'ticket' | 'list' | 'create' | 'appearance' | 'help';

/** Something the person can do: from the palette, by its keys, and listed on the help sheet. */
export interface Command {
  id: string;
  title: string;
  group: CommandGroup;
  /** See shared/keyboard/keys. The first is the one shown. */
  keys?: readonly string[];
  /** More words to find it by. */
  keywords?: string;
  /** Not offered in the palette: it only makes sense as a key. */
  keyOnly?: boolean;
  /** Its keys work in text fields too. */
  whileTyping?: boolean;
  run: () => void;
}

let commands: readonly Command[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Command[]): void {
  commands = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export interface OfferOptions {
  /** What is there everywhere: keys of a page come before the same keys of these. */
  everywhere?: boolean;
}

/** Offers the commands while the component is mounted. Pass a memoised array. */
export function useCommands(offered: readonly Command[], options: OfferOptions = {}): void {
  const { everywhere = false } = options;
  // With the commit, not after the paint: what is to be seen is to be worked by its keys.
  useLayoutEffect(() => {
    change(everywhere ? [...offered, ...commands] : [...commands, ...offered]);
    return () => {
      change(commands.filter((command) => !offered.includes(command)));
    };
  }, [offered, everywhere]);
}

export function currentCommands(): readonly Command[] {
  return commands;
}

export function useCommandList(): readonly Command[] {
  return useSyncExternalStore(subscribe, currentCommands);
}
