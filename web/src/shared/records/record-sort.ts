/** The order of a list of records: one field, one direction. Written as the API does: `-Name`. */
export interface RecordSort {
  field: string;
  descending: boolean;
}

export function parseRecordSort(text: string): RecordSort {
  return text.startsWith('-')
    ? { field: text.slice(1), descending: true }
    : { field: text, descending: false };
}

export function renderRecordSort({ field, descending }: RecordSort): string {
  return descending ? `-${field}` : field;
}

/** What a click on the head of a column makes of the order: first upwards, then downwards. */
export function sortedBy(field: string, now: RecordSort): RecordSort {
  return { field, descending: now.field === field && !now.descending };
}
