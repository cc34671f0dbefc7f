import type { EditableField, Ticket, TicketPatch } from '../api/types';
import { mergeText } from './merge-text';

export interface Conflict {
  field: EditableField;
  mine: Ticket[EditableField];
  theirs: Ticket[EditableField];
  /** For texts: both changes in one, as a beginning. */
  merged?: string;
}

export interface MergedPatch {
  /** What of the change can be saved on top of theirs. */
  patch: TicketPatch;
  conflicts: readonly Conflict[];
  /** The fields that somebody else changed meanwhile. */
  changedByOthers: readonly EditableField[];
}

const WATCHED: readonly EditableField[] = [
  'Title',
  'Description',
  'Status',
  'Priority',
  'Category',
  'Assignee Email',
  'Due Date',
  'Linked PO Id',
  'Subscribers',
];

export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** The additions and removals of one side, done to the list of the other. */
function mergeSubscribers(base: string[], mine: string[], theirs: string[]): string[] {
  const kept = theirs.filter((email) => mine.includes(email) || !base.includes(email));
  const added = mine.filter((email) => !base.includes(email) && !theirs.includes(email));
  return [...kept, ...added];
}

function mergeField(
  field: EditableField,
  base: Ticket,
  mine: Ticket[EditableField],
  theirs: Ticket,
): { value: Ticket[EditableField] } | { conflict: Conflict } {
  if (sameValue(theirs[field], base[field])) return { value: mine };
  if (field === 'Subscribers') {
    return { value: mergeSubscribers(base.Subscribers, mine as string[], theirs.Subscribers) };
  }
  const conflict: Conflict = { field, mine, theirs: theirs[field] };
  if (field !== 'Description') return { conflict };
  const text = mergeText(base.Description ?? '', String(mine ?? ''), theirs.Description ?? '');
  return text.clean ? { value: text.text } : { conflict: { ...conflict, merged: text.text } };
}

/** Three ways: what it was, what I want, and what somebody else made of it. */
export function mergePatch(base: Ticket, patch: TicketPatch, theirs: Ticket): MergedPatch {
  const merged: Record<string, unknown> = {};
  const conflicts: Conflict[] = [];
  for (const field of Object.keys(patch) as EditableField[]) {
    const mine = patch[field] ?? null;
    if (sameValue(theirs[field], mine)) continue;
    const result = mergeField(field, base, mine, theirs);
    if ('conflict' in result) conflicts.push(result.conflict);
    else merged[field] = result.value;
  }
  return {
    patch: merged as TicketPatch,
    conflicts,
    changedByOthers: WATCHED.filter((field) => !sameValue(theirs[field], base[field])),
  };
}
