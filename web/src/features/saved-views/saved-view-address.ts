import type { SavedView } from '@/shared/api/types';
import { BASE_VIEW } from '@/shared/paths';
import { layoutHref, layoutIn, searchWithLayout, type Layout } from '@/shared/tickets/layouts';

/** The address that opens a saved view; its number goes along, so that changes to it can be told. */
export function savedViewHref(view: SavedView): string {
  return layoutHref(layoutIn(view.Query), view.Query, { [BASE_VIEW]: String(view.id) });
}

/** Whether what is shown is no longer what was saved. */
export function isEdited(view: SavedView, search: string, layout: Layout): boolean {
  const saved = searchWithLayout(view.Query, layoutIn(view.Query));
  return searchWithLayout(search, layout) !== saved;
}
