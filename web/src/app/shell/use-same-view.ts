import { useSearch } from 'wouter';
import { BASE_VIEW } from '@/shared/paths';
import { canonicalSearch } from '@/shared/tickets/view-query';

/** Whether the page shows exactly this view, and was not opened by a saved one. */
export function useIsShown(): (search: string) => boolean {
  const search = useSearch();
  const shown = canonicalSearch(search);
  const isSaved = new URLSearchParams(search).has(BASE_VIEW);
  return (wanted) => !isSaved && canonicalSearch(wanted) === shown;
}
