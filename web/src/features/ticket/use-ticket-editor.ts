import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call, type Answer } from '@/shared/api/client';
import { describeError } from '@/shared/api/describe-error';
import type { EditableField, Ticket, TicketPatch } from '@/shared/api/types';
import { doneWithUndo } from '@/shared/commands/undo-stack';
import { t } from '@/shared/i18n';
import { ticketPath, ticketQuery } from '@/shared/tickets/ticket-queries';
import { putTicket, settleTicket, showTicket } from '@/shared/tickets/ticket-store';
import { showToast } from '@/shared/ui/toasts';
import { saveTicket, type SaveResult } from './save-ticket';

export type ConflictState = Extract<SaveResult, { kind: 'conflict' }>;

const server = {
  put: putTicket,
  get: (id: string) => call<Ticket>('GET', ticketPath(id)),
};

function fieldNames(fields: readonly EditableField[]): string {
  return fields.map((field) => t.fields[field]).join(', ');
}

function reversal(base: Ticket, patch: TicketPatch): TicketPatch {
  const fields = Object.keys(patch) as EditableField[];
  return Object.fromEntries(fields.map((field) => [field, base[field]]));
}

/** What is told after a save; a conflict has a dialog of its own. */
function tell(result: SaveResult, patch: TicketPatch, undo: (back: TicketPatch) => void): void {
  if (result.kind !== 'saved') return;
  if (result.changedByOthers.length > 0) {
    showToast({ text: t.ticket.merged(fieldNames(result.changedByOthers)) });
  }
  const fields = Object.keys(patch) as EditableField[];
  doneWithUndo(t.ticket.saved(result.before.id, fieldNames(fields)), () => {
    undo(reversal(result.before, patch));
  });
}

async function saveAndShow(
  client: QueryClient,
  base: Answer<Ticket>,
  patch: TicketPatch,
): Promise<SaveResult> {
  const result = await saveTicket(server, base, patch);
  showTicket(client, result.kind === 'saved' ? result.answer : result.theirs);
  settleTicket(client, base.data.id);
  return result;
}

export interface TicketEditor {
  /** The stored ticket with what is being saved on top. */
  ticket: Ticket | undefined;
  stored: Answer<Ticket> | undefined;
  error: unknown;
  retry: () => void;
  saving: boolean;
  /** Saves at once. `base` is what the change was made on, where that is not what is shown now. */
  save: (patch: TicketPatch, base?: Answer<Ticket>) => Promise<boolean>;
  conflict: ConflictState | null;
  resolve: (patch: TicketPatch) => void;
  dismissConflict: () => void;
}

/** One ticket and its changes: saved at once, one after the other, with undo and merging. */
export function useTicketEditor(id: string): TicketEditor {
  const client = useQueryClient();
  const query = useQuery(ticketQuery(id));
  const [pending, setPending] = useState<TicketPatch>({});
  const [running, setRunning] = useState(0);
  const [conflict, setConflict] = useState<ConflictState | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const run = async (patch: TicketPatch, given: Answer<Ticket> | undefined): Promise<boolean> => {
    const base = given ?? client.getQueryData<Answer<Ticket>>(ticketQuery(id).queryKey);
    if (!base) return false;
    try {
      const result = await saveAndShow(client, base, patch);
      if (result.kind === 'conflict') setConflict(result);
      tell(result, patch, (back) => {
        void save(back);
      });
      return result.kind === 'saved';
    } catch (error) {
      showToast({ text: describeError(error), tone: 'bad' });
      return false;
    } finally {
      setPending((before) => {
        const fields = Object.entries(before).filter(([field]) => !(field in patch));
        return Object.fromEntries(fields);
      });
      setRunning((count) => count - 1);
    }
  };
  const save = (patch: TicketPatch, base?: Answer<Ticket>): Promise<boolean> => {
    setPending((before) => ({ ...before, ...patch }));
    setRunning((count) => count + 1);
    const turn = queue.current.then(() => run(patch, base));
    queue.current = turn;
    return turn;
  };

  const stored = query.data;
  return {
    ticket: stored && { ...stored.data, ...pending },
    stored,
    error: query.error,
    retry: () => {
      void query.refetch();
    },
    saving: running > 0,
    save,
    conflict,
    resolve: (patch) => {
      const theirs = conflict?.theirs;
      setConflict(null);
      if (theirs && Object.keys(patch).length > 0) void save(patch, theirs);
    },
    dismissConflict: () => {
      setConflict(null);
    },
  };
}
