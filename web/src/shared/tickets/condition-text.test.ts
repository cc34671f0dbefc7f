import { describe, expect, it } from 'vitest';
import { conditionText, conditionVerb } from './condition-text';
import { parseCondition, type FilterField } from './view-query';

function text(field: FilterField, condition: string): string {
  return conditionText(field, parseCondition(condition));
}

describe('a condition in words', () => {
  it.each([
    ['Status', 'Open,In Progress', 'Open, In Progress'],
    ['Status', 'Open,In Progress,Closed', 'Open, In Progress +1'],
    ['Assignee Email', 'me', 'Me'],
    ['Assignee Email', '', 'None'],
    ['Assignee Email', '!', 'anything'],
    ['Due Date', '..today-1d', 'Before today'],
    ['Due Date', 'today+1d', 'Tomorrow'],
    ['Due Date', 'today..today+2w', 'Today – today + 2 wk'],
    ['Title', '~pallet', 'contains “pallet”'],
    ['Category', 'me', 'me'],
  ] as const)('%s: "%s" is "%s"', (field, condition, expected) => {
    expect(text(field, condition)).toBe(expected);
  });

  it('says when it excludes', () => {
    expect(conditionVerb(parseCondition('!Closed'))).toBe('is not');
    expect(conditionVerb(parseCondition('!'))).toBe('is');
  });
});
