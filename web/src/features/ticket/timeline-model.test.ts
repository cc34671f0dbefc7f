import { describe, expect, it } from 'vitest';
import type { HistoryEntry, Note } from '@/shared/api/types';
import { hasEarlierNotes, notesWithin, timelineOf } from './timeline-model';

let nextId = 1;

function entry(at: string, by: string, Action: HistoryEntry['Action'] = 'Changed'): HistoryEntry {
  return {
    id: nextId++,
    'Changed At': `2024-03-10T${at}Z`,
    'Changed By': by,
    Action,
    Field: 'Status',
    From: 'Open',
    To: 'Closed',
  };
}

function note(at: string): Note {
  const time = `2024-03-10T${at}Z`;
  return { id: nextId++, Note: 'x', 'Author Email': 'a', 'Created At': time, 'Updated At': time };
}

function shape(notes: Note[], history: HistoryEntry[]): string[] {
  return timelineOf(notes, history).map((item) =>
    item.kind === 'note' ? 'note' : `${item.by}:${String(item.entries.length)}`,
  );
}

describe('notes that are not there yet', () => {
  it('are known of from the history', () => {
    const history = [
      entry('09:00:00', 'a', 'Created'),
      entry('09:01:00', 'a', 'Note Added'),
      entry('09:02:00', 'a', 'Note Added'),
      entry('09:03:00', 'a', 'Note Added'),
      entry('09:04:00', 'a', 'Note Deleted'),
    ];
    expect(hasEarlierNotes([note('09:03:00')], history)).toBe(true);
    expect(hasEarlierNotes([note('09:02:00'), note('09:03:00')], history)).toBe(false);
  });

  it('leave out what came before the oldest change that is known', () => {
    const notes = [note('08:59:59'), note('09:00:00'), note('09:30:00')];
    expect(notesWithin(notes, [entry('09:00:00', 'a')])).toEqual(notes.slice(1));
    expect(notesWithin(notes, [])).toEqual(notes);
  });
});

describe('the timeline', () => {
  it('puts notes and changes in the order of time', () => {
    const history = [entry('09:00:00', 'a', 'Created'), entry('11:00:00', 'b')];
    expect(shape([note('10:00:00')], history)).toEqual(['a:1', 'note', 'b:1']);
  });

  it('joins what one person changed within a minute', () => {
    const history = [entry('09:00:00', 'a'), entry('09:00:30', 'a'), entry('09:02:00', 'a')];
    expect(shape([], history)).toEqual(['a:2', 'a:1']);
  });

  it('does not join over another person or a note', () => {
    const history = [entry('09:00:00', 'a'), entry('09:00:10', 'b'), entry('09:00:20', 'a')];
    expect(shape([], history)).toEqual(['a:1', 'b:1', 'a:1']);
    expect(shape([note('09:00:05')], [entry('09:00:00', 'a'), entry('09:00:10', 'a')])).toEqual([
      'a:1',
      'note',
      'a:1',
    ]);
  });

  it('does not tell twice that a note was added', () => {
    expect(shape([note('09:00:00')], [entry('09:00:00', 'a', 'Note Added')])).toEqual(['note']);
  });
});
