import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Answer } from '@/shared/api/client';
import { describeError } from '@/shared/api/describe-error';
import type { Ticket, TicketPatch } from '@/shared/api/types';
import { saveTicket } from '@/shared/tickets/save-ticket';
import { showSaved, tellSaved, ticketServer, type ConflictState } from '@/shared/tickets/saving';
import { ticketQuery } from '@/shared/tickets/ticket-queries';
import { showToast } from '@/shared/ui/toasts';

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
      const result = await saveTicket(ticketServer, base, patch);
      showSaved(client, result);
      if (result.kind === 'conflict') setConflict(result);
      tellSaved(result, patch, (back) => {
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
