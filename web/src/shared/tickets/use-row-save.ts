import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { describeError } from '../api/describe-error';
import type { TicketPatch, TicketRow } from '../api/types';
import { showToast } from '../ui/toasts';
import { useLatest } from '../ui/use-latest';
import { saveRow } from './save-ticket';
import { showSaved, tellSaved, ticketServer, type ConflictState } from './saving';
import { rowOf } from './ticket-store';

export interface RowSaveOptions {
  /** Shows a changed row before it is saved, and shows it back when that fails. */
  show: (before: TicketRow, after: TicketRow) => void | Promise<void>;
  /** All saves are over, well or badly: what is on the screen may be read anew. */
  settle: () => void;
  /** What is told when it is saved. */
  text: (after: TicketRow) => string;
}

export interface RowSave {
  save: (row: TicketRow, patch: TicketPatch) => void;
  conflict: ConflictState | null;
  resolve: (patch: TicketPatch) => void;
  dismissConflict: () => void;
}

type Run = (row: TicketRow, patch: TicketPatch) => Promise<void>;

function makeRun(
  client: QueryClient,
  options: () => RowSaveOptions,
  onConflict: (conflict: ConflictState) => void,
): Run {
  let running = 0;
  const run: Run = async (row, patch) => {
    running++;
    const wanted = { ...row, ...patch } as TicketRow;
    await options().show(row, wanted);
    try {
      const result = await saveRow(ticketServer, row, patch);
      if (result.kind === 'conflict') {
        await options().show(wanted, rowOf(result.theirs.data));
        onConflict(result);
      }
      showSaved(client, result);
      const undo = (back: TicketPatch) => {
        if (result.kind === 'saved') void run(rowOf(result.answer.data), back);
      };
      tellSaved(result, patch, undo, options().text(wanted));
    } catch (error) {
      await options().show(wanted, row);
      showToast({ text: describeError(error), tone: 'bad' });
    } finally {
      running--;
      if (running === 0) options().settle();
    }
  };
  return run;
}

/** Changes of rows that show at once and are saved at once, with undo; collisions are asked about. */
export function useRowSave(options: RowSaveOptions): RowSave {
  const client = useQueryClient();
  const latest = useLatest(options);
  const [conflict, setConflict] = useState<ConflictState | null>(null);
  const run = useMemo(() => makeRun(client, latest, setConflict), [client, latest]);
  return useMemo(
    () => ({
      save: (row, patch) => {
        void run(row, patch);
      },
      conflict,
      resolve: (patch) => {
        setConflict(null);
        const theirs = conflict?.theirs;
        if (theirs && Object.keys(patch).length > 0) void run(rowOf(theirs.data), patch);
      },
      dismissConflict: () => {
        setConflict(null);
      },
    }),
    [run, conflict],
  );
}
