import { describe, expect, it } from 'vitest';
import type { Ticket } from '../api/types';
import { mergePatch } from './merge-patch';

const base = {
  id: 'TKT-001',
  Title: 'Late',
  Description: 'one\ntwo',
  Status: 'Open',
  Priority: 'Low',
  Subscribers: ['a@x.com', 'b@x.com'],
  'Due Date': null,
} as unknown as Ticket;

describe('merging a change with what somebody else saved', () => {
  it('keeps mine when they changed something else, and says what they changed', () => {
    const result = mergePatch(base, { Status: 'Closed' }, { ...base, Priority: 'High' });
    expect(result).toEqual({
      patch: { Status: 'Closed' },
      conflicts: [],
      changedByOthers: ['Priority'],
    });
  });

  it('asks when both changed the same field', () => {
    const result = mergePatch(base, { Status: 'Closed' }, { ...base, Status: 'Resolved' });
    expect(result.patch).toEqual({});
    expect(result.conflicts).toEqual([{ field: 'Status', mine: 'Closed', theirs: 'Resolved' }]);
  });

  it('has nothing left to save when both want the same', () => {
    const result = mergePatch(base, { Status: 'Closed' }, { ...base, Status: 'Closed' });
    expect(result.patch).toEqual({});
    expect(result.conflicts).toEqual([]);
  });

  it('does not let a cleared field pass for an untouched one', () => {
    const theirs = { ...base, 'Due Date': '2024-03-10' };
    const result = mergePatch({ ...base, 'Due Date': '2024-03-01' }, { 'Due Date': null }, theirs);
    expect(result.conflicts).toEqual([{ field: 'Due Date', mine: null, theirs: '2024-03-10' }]);
  });

  it('joins texts that were changed in different places', () => {
    const theirs = { ...base, Description: 'one\ntwo\nthree' };
    expect(mergePatch(base, { Description: 'zero\none\ntwo' }, theirs).patch).toEqual({
      Description: 'zero\none\ntwo\nthree',
    });
  });

  it('offers both texts when they were changed in the same place', () => {
    const theirs = { ...base, Description: 'one\ntheirs' };
    const { conflicts } = mergePatch(base, { Description: 'one\nmine' }, theirs);
    expect(conflicts[0]?.merged).toBe('one\ntheirs\nmine');
  });

  it('adds and removes subscribers of both', () => {
    const theirs = { ...base, Subscribers: ['a@x.com', 'b@x.com', 'c@x.com'] };
    const result = mergePatch(base, { Subscribers: ['b@x.com', 'd@x.com'] }, theirs);
    expect(result.patch).toEqual({ Subscribers: ['b@x.com', 'c@x.com', 'd@x.com'] });
  });
});
