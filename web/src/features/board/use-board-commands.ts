import { useMemo } from 'react';
import { useCommands, type Command } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { useLatest } from '@/shared/ui/use-latest';

export interface BoardActions {
  /** Moves the card with the focus so many columns on. */
  shift: (by: number) => void;
  /** Goes so many cards on: with the ticket that is open beside the board, else with the focus. */
  step: (by: number) => void;
  chooseStatus: () => void;
  leave: () => void;
}

function boardCommands(run: (act: (now: BoardActions) => void) => void, mayEdit: boolean) {
  const offer = (id: string, title: string, keys: string[], act: (now: BoardActions) => void) => ({
    id: `board-${id}`,
    title,
    group: 'list' as const,
    keys,
    keyOnly: true,
    run: () => {
      run(act);
    },
  });
  const { keys } = t.board;
  const moving: Command[] = [
    offer('earlier', keys.earlier, ['shift+ArrowLeft'], (now) => {
      now.shift(-1);
    }),
    offer('later', keys.later, ['shift+ArrowRight'], (now) => {
      now.shift(1);
    }),
    offer('status', keys.status, ['s'], (now) => {
      now.chooseStatus();
    }),
  ];
  return [
    offer('next', t.list.keys.next, ['j'], (now) => {
      now.step(1);
    }),
    offer('previous', t.list.keys.previous, ['k'], (now) => {
      now.step(-1);
    }),
    offer('leave', t.ticket.close, ['Escape'], (now) => {
      now.leave();
    }),
    ...(mayEdit ? moving : []),
  ];
}

/** The keys of the board. */
export function useBoardCommands(actions: BoardActions, mayEdit: boolean): void {
  const latest = useLatest(actions);
  useCommands(
    useMemo(
      () =>
        boardCommands((act) => {
          act(latest());
        }, mayEdit),
      [latest, mayEdit],
    ),
  );
}
