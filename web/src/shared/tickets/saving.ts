/** What goes with every save of a ticket: the server it goes to, and what is shown and told afterwards. */
import type { QueryClient } from '@tanstack/react-query';
import { call } from '../api/client';
import type { EditableField, Ticket, TicketPatch } from '../api/types';
import { doneWithUndo } from '../commands/undo-stack';
import { t } from '../i18n';
import { showToast } from '../ui/toasts';
import type { SaveResult, TicketServer } from './save-ticket';
import { ticketPath } from './ticket-queries';
import { putTicket, settleTicket, showTicket } from './ticket-store';

export type ConflictState = Extract<SaveResult, { kind: 'conflict' }>;

export const ticketServer: TicketServer = {
  put: putTicket,
  get: (id) => call<Ticket>('GET', ticketPath(id)),
};

/** Shows the ticket as it now is, everywhere. */
export function showSaved(client: QueryClient, result: SaveResult): void {
  const answer = result.kind === 'saved' ? result.answer : result.theirs;
  showTicket(client, answer);
  settleTicket(client, answer.data.id);
}

function fieldNames(fields: readonly EditableField[]): string {
  return fields.map((field) => t.fields[field]).join(', ');
}

function reversal(base: Ticket, patch: TicketPatch): TicketPatch {
  const fields = Object.keys(patch) as EditableField[];
  return Object.fromEntries(fields.map((field) => [field, base[field]]));
}

/** What is told after a save; a conflict has a dialog of its own. */
export function tellSaved(
  result: SaveResult,
  patch: TicketPatch,
  undo: (back: TicketPatch) => void,
  text?: string,
): void {
  if (result.kind !== 'saved') return;
  if (result.changedByOthers.length > 0) {
    showToast({ text: t.ticket.merged(fieldNames(result.changedByOthers)) });
  }
  const fields = Object.keys(patch) as EditableField[];
  doneWithUndo(text ?? t.ticket.saved(result.before.id, fieldNames(fields)), () => {
    undo(reversal(result.before, patch));
  });
}
