import { useSearch } from 'wouter';
import { parseView, renderView } from '@/shared/tickets/view-query';

function canonical(search: string): string {
  return renderView(parseView(search)).toString();
}

/** Whether the list shows exactly this view. */
export function useIsShown(): (search: string) => boolean {
  const shown = canonical(useSearch());
  return (search) => canonical(search) === shown;
}
