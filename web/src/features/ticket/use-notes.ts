import { useQueryClient } from '@tanstack/react-query';
import { call } from '@/shared/api/client';
import { describeError } from '@/shared/api/describe-error';
import type { Note } from '@/shared/api/types';
import { ticketKeys, ticketPath } from '@/shared/tickets/ticket-queries';
import { settleTicket } from '@/shared/tickets/ticket-store';
import { showToast } from '@/shared/ui/toasts';

export interface Notes {
  add: (text: string, idempotencyKey: string) => Promise<boolean>;
  change: (note: Note, text: string) => Promise<boolean>;
  remove: (note: Note) => Promise<boolean>;
}

/** The notes of a ticket: what can be done with them. Each answers whether it was saved. */
export function useNotes(ticketId: string): Notes {
  const client = useQueryClient();
  const path = `${ticketPath(ticketId)}/notes`;

  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      await client.invalidateQueries({ queryKey: ticketKeys.one(ticketId) });
      settleTicket(client, ticketId);
      return true;
    } catch (error) {
      showToast({ text: describeError(error), tone: 'bad' });
      return false;
    }
  };
  return {
    // The key makes a repeated attempt after a lost answer harmless.
    add: (text, idempotencyKey) =>
      attempt(() => call('POST', path, { body: { Note: text }, idempotencyKey })),
    change: (note, text) =>
      attempt(() => call('PUT', `${path}/${String(note.id)}`, { body: { Note: text } })),
    remove: (note) => attempt(() => call('DELETE', `${path}/${String(note.id)}`)),
  };
}
