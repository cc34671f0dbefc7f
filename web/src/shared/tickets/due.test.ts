import { describe, expect, it } from 'vitest';
import { dueState } from './due';

describe('a due date', () => {
  it.each([
    ['Open', '2024-03-09', 'overdue'],
    ['In Progress', '2024-03-10', 'soon'],
    ['Open', '2024-03-13', 'soon'],
    ['Open', '2024-03-14', 'later'],
    ['Resolved', '2024-03-01', 'later'],
    ['Open', null, 'none'],
  ] as const)('of a ticket that is %s and due %s is %s', (Status, due, state) => {
    expect(dueState({ Status, 'Due Date': due }, '2024-03-10')).toBe(state);
  });
});
