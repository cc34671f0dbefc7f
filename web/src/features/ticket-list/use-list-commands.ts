import { useMemo } from 'react';
import { useCommands, type Command } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { useLatest } from '@/shared/ui/use-latest';

export interface ListActions {
  move: (by: number) => void;
  choose: (extendBy: number) => void;
  open: () => void;
  openPage: () => void;
  search: () => void;
  filter: () => void;
  leave: () => void;
  chooseAll: () => void;
  refresh: () => void;
}

type Run = (act: (now: ListActions) => void) => void;
type Offer = [id: keyof typeof t.list.keys, keys: string[], act: (now: ListActions) => void];

const BY_KEY: readonly Offer[] = [
  ['next', ['j'], (now) => now.move(1)],
  ['previous', ['k'], (now) => now.move(-1)],
  ['choose', ['x'], (now) => now.choose(0)],
  ['extendDown', ['shift+j', 'shift+ArrowDown'], (now) => now.choose(1)],
  ['extendUp', ['shift+k', 'shift+ArrowUp'], (now) => now.choose(-1)],
  ['open', ['Enter', 'o'], (now) => now.open()],
  ['openPage', ['shift+Enter'], (now) => now.openPage()],
  ['leave', ['Escape'], (now) => now.leave()],
];

const BY_PALETTE_TOO: readonly Offer[] = [
  ['search', ['/'], (now) => now.search()],
  ['filter', ['f'], (now) => now.filter()],
  ['all', ['mod+a'], (now) => now.chooseAll()],
  ['refresh', ['r'], (now) => now.refresh()],
];

function listCommands(run: Run): Command[] {
  const offer =
    (keyOnly: boolean) =>
    ([id, keys, act]: Offer): Command => ({
      id: `list-${id}`,
      title: t.list.keys[id],
      group: 'list',
      keys,
      keyOnly,
      run: () => {
        run(act);
      },
    });
  return [...BY_KEY.map(offer(true)), ...BY_PALETTE_TOO.map(offer(false))];
}

/** The keys of the list. */
export function useListCommands(actions: ListActions): void {
  const latest = useLatest(actions);
  useCommands(
    useMemo(
      () =>
        listCommands((act) => {
          act(latest());
        }),
      [latest],
    ),
  );
}
