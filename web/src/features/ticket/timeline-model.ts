import type { HistoryEntry, Note } from '@/shared/api/types';

export type TimelineItem =
  | { kind: 'note'; at: string; key: string; note: Note }
  | { kind: 'changes'; at: string; key: string; by: string; entries: readonly HistoryEntry[] };

/** Changes of one person within so long are told in one breath. */
const ONE_BREATH_MS = 60_000;

function belongsTo(item: TimelineItem | undefined, entry: HistoryEntry): boolean {
  if (item?.kind !== 'changes' || item.by !== entry['Changed By']) return false;
  return Date.parse(entry['Changed At']) - Date.parse(item.at) < ONE_BREATH_MS;
}

/** The notes since the oldest change that is known: what happened before is not known yet. */
export function notesWithin(notes: readonly Note[], history: readonly HistoryEntry[]): Note[] {
  const since = history[0]?.['Changed At'] ?? '';
  return notes.filter((note) => note['Created At'] >= since);
}

/** Whether a history that is known whole tells of more notes than these. */
export function hasEarlierNotes(notes: readonly Note[], history: readonly HistoryEntry[]): boolean {
  const count = (action: HistoryEntry['Action']) =>
    history.filter((entry) => entry.Action === action).length;
  return count('Note Added') - count('Note Deleted') > notes.length;
}

/** Notes and changes in the order in which they happened. A note tells of itself that it was added. */
export function timelineOf(
  notes: readonly Note[],
  history: readonly HistoryEntry[],
): TimelineItem[] {
  const moments: (
    { at: string; rank: number; note: Note } | { at: string; rank: number; entry: HistoryEntry }
  )[] = [
    ...history
      .filter((entry) => entry.Action !== 'Note Added')
      .map((entry) => ({ at: entry['Changed At'], rank: 0, entry })),
    ...notes.map((note) => ({ at: note['Created At'], rank: 1, note })),
  ];
  moments.sort((a, b) => a.at.localeCompare(b.at) || a.rank - b.rank);

  const items: TimelineItem[] = [];
  for (const moment of moments) {
    const last = items.at(-1);
    if ('note' in moment) {
      const { note } = moment;
      items.push({ kind: 'note', at: moment.at, key: `note-${String(note.id)}`, note });
    } else if (last?.kind === 'changes' && belongsTo(last, moment.entry)) {
      items[items.length - 1] = { ...last, entries: [...last.entries, moment.entry] };
    } else {
      const { entry } = moment;
      const key = `change-${String(entry.id)}`;
      items.push({
        kind: 'changes',
        at: moment.at,
        key,
        by: entry['Changed By'],
        entries: [entry],
      });
    }
  }
  return items;
}
