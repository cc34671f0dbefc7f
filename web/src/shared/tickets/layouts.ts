import { paths } from '../paths';
import { canonicalSearch } from './view-query';

/** The ways to look at the tickets of a view. */
export const LAYOUTS = ['list', 'board', 'calendar'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** In a saved view, and in the address of a ticket's own page: the layout, where it is not the list. */
const LAYOUT = 'layout';

const PATHS: Record<Layout, (search: string) => string> = {
  list: paths.tickets,
  board: paths.board,
  calendar: paths.calendar,
};

/** The view in its canonical form, with its layout. */
export function searchWithLayout(search: string, layout: Layout): string {
  const params = new URLSearchParams(canonicalSearch(search));
  if (layout !== 'list') params.set(LAYOUT, layout);
  return params.toString();
}

export function layoutIn(search: string): Layout {
  const named = new URLSearchParams(search).get(LAYOUT);
  return LAYOUTS.find((layout) => layout === named) ?? 'list';
}

/** The layout of the page at this path; null where it shows no view. */
export function layoutAt(path: string): Layout | null {
  return LAYOUTS.find((layout) => PATHS[layout]('') === path) ?? null;
}

/** The address that shows a view in a layout; further parameters go along. */
export function layoutHref(
  layout: Layout,
  search: string,
  parameters: Record<string, string | null> = {},
): string {
  const params = new URLSearchParams(canonicalSearch(search));
  for (const [name, value] of Object.entries(parameters)) if (value) params.set(name, value);
  return PATHS[layout](params.toString());
}
