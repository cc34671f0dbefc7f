import { ApiError } from '../api/api-error';
import type { Answer } from '../api/client';
import type { EditableField, Ticket, TicketPatch, TicketRow } from '../api/types';
import { mergePatch, type Conflict } from './merge-patch';

export interface TicketServer {
  put: (id: string, patch: TicketPatch, ifMatch: string | null) => Promise<Answer<Ticket>>;
  get: (id: string) => Promise<Answer<Ticket>>;
}

export type SaveResult =
  | {
      kind: 'saved';
      answer: Answer<Ticket>;
      /** The ticket just before: what undoing goes back to, with the changes of others in it. */
      before: Ticket;
      changedByOthers: readonly EditableField[];
    }
  | {
      kind: 'conflict';
      /** What can be saved besides the conflicts. */
      patch: TicketPatch;
      conflicts: readonly Conflict[];
      theirs: Answer<Ticket>;
    };

/** Somebody may be quicker again and again, but not for ever. */
const MOST_TRIES = 5;

function isChangedMeanwhile(error: unknown): boolean {
  return error instanceof ApiError && error.status === 412;
}

/**
 * Saves a change made on what `base` shows. Where somebody else changed the ticket meanwhile, what does not
 * touch the same fields is saved on top of theirs; the rest comes back as conflicts, with nothing saved.
 */
export async function saveTicket(
  server: TicketServer,
  base: Answer<Ticket>,
  wanted: TicketPatch,
): Promise<SaveResult> {
  const { id } = base.data;
  let patch = wanted;
  let current = base;
  let changedByOthers: readonly EditableField[] = [];
  for (let tries = 1; ; tries++) {
    try {
      const nothingLeft = Object.keys(patch).length === 0;
      const answer = nothingLeft ? current : await server.put(id, patch, current.etag);
      return { kind: 'saved', answer, before: current.data, changedByOthers };
    } catch (error) {
      if (!isChangedMeanwhile(error) || tries === MOST_TRIES) throw error;
    }
    current = await server.get(id);
    const merged = mergePatch(base.data, wanted, current.data);
    if (merged.conflicts.length > 0) {
      return {
        kind: 'conflict',
        patch: merged.patch,
        conflicts: merged.conflicts,
        theirs: current,
      };
    }
    ({ patch, changedByOthers } = merged);
  }
}

/**
 * Saves a change made on a row of a list, whose ticket has to be fetched first. What somebody else changed
 * since the row was read counts as changed meanwhile.
 */
export async function saveRow(
  server: TicketServer,
  row: TicketRow,
  wanted: TicketPatch,
): Promise<SaveResult> {
  const current = await server.get(row.id);
  const merged = mergePatch({ ...current.data, ...row }, wanted, current.data);
  if (merged.conflicts.length > 0) {
    const { patch, conflicts } = merged;
    return { kind: 'conflict', patch, conflicts, theirs: current };
  }
  return saveTicket(server, current, merged.patch);
}
