/** The order of a view: what it is where nothing is asked for, and how it is changed. */
import type { SortKey, ViewQuery } from './view-query';

/** What is looked for from its high end: the most urgent, the newest. */
export const HIGH_FIRST: ReadonlySet<string> = new Set(['Priority', 'Updated At', 'Created At']);

/** The order of the API where none is asked for: what was found comes newest first. */
function defaultSort(view: ViewQuery): SortKey {
  return { field: view.text.trim() ? 'id' : 'Updated At', descending: true };
}

/** The keys by which the rows of the view come; always at least one. */
export function sortOf(view: ViewQuery): readonly [SortKey, ...SortKey[]] {
  const [first = defaultSort(view), ...others] = view.sort;
  return [first, ...others];
}

function withSort(view: ViewQuery, sort: readonly SortKey[]): ViewQuery {
  const usual = defaultSort(view);
  const [first] = sort;
  const isUsual =
    sort.length === 1 && first?.field === usual.field && first.descending === usual.descending;
  return { ...view, sort: isUsual ? [] : sort };
}

/** The view in the order of one field, from the end that is looked for. */
export function sortedBy(view: ViewQuery, field: string): ViewQuery {
  if (sortOf(view)[0].field === field) return view;
  return withSort(view, [{ field, descending: HIGH_FIRST.has(field) }]);
}

/** The view with the direction of its first key; further ones stay. */
export function sortedTowards(view: ViewQuery, descending: boolean): ViewQuery {
  const [first, ...others] = sortOf(view);
  return withSort(view, [{ ...first, descending }, ...others]);
}
