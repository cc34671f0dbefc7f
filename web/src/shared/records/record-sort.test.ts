import { describe, expect, it } from 'vitest';
import { parseRecordSort, renderRecordSort, sortedBy } from './record-sort';

describe('the order of a list of records', () => {
  it('is read and written as the API writes it', () => {
    for (const text of ['User Fullname', '-Created At']) {
      expect(renderRecordSort(parseRecordSort(text))).toBe(text);
    }
  });

  it('turns when the same column is chosen again, and starts upwards with another', () => {
    const byName = parseRecordSort('Name');
    expect(sortedBy('Name', byName)).toEqual({ field: 'Name', descending: true });
    expect(sortedBy('Name', parseRecordSort('-Name'))).toEqual(byName);
    expect(sortedBy('Created At', parseRecordSort('-Name')).descending).toBe(false);
  });
});
