import { ApiError } from '@/shared/api/api-error';
import type { Answer } from '@/shared/api/client';
import type { EditableField, Ticket, TicketPatch } from '@/shared/api/types';
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
