import { describe, expect, it } from 'vitest';
import { matching, type Choice } from './picker';

const choices: Choice[] = [
  { value: 'dashboard', label: 'Go to dashboard' },
  { value: 'board', label: 'Go to board', keywords: 'kanban columns' },
  { value: 'joanna', label: 'Joanna Okafor' },
  { value: 'anna', label: 'Anna Lind (away)' },
];

function found(text: string): string[] {
  return matching(choices, text).map((choice) => choice.value);
}

describe('choices for what is typed', () => {
  it('are all of them, in their order, while nothing is', () => {
    expect(found(' ')).toEqual(['dashboard', 'board', 'joanna', 'anna']);
  });

  it('come first where the words begin words of the label', () => {
    expect(found('board')).toEqual(['board', 'dashboard']);
    expect(found('go board')).toEqual(['board', 'dashboard']);
    expect(found('ANNA')).toEqual(['anna', 'joanna']);
    expect(found('awa')).toEqual(['anna']);
  });

  it('have every word somewhere, in any order', () => {
    expect(found('columns go')).toEqual(['board']);
    expect(found('anna board')).toEqual([]);
  });
});
