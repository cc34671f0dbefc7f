import type { ReactNode } from 'react';
import { useSearch } from 'wouter';
import { useSavedViews } from '@/features/saved-views/use-saved-views';
import { ViewActions } from '@/features/saved-views/view-actions';
import { t } from '@/shared/i18n';
import { BASE_VIEW } from '@/shared/paths';
import { canonicalSearch } from '@/shared/tickets/view-query';
import type { Layout } from '@/shared/tickets/layouts';
import { builtInViews } from '../shell/built-in-views';
import { useIsShown } from '../shell/use-same-view';
import { LayoutSwitch } from './layout-switch';

export interface ShownView {
  /** Its name, if it has one. */
  title: string;
  /** What can be done with it as a whole, for the end of the toolbar. */
  actions: ReactNode;
}

/** What the view in the address is called, and what can be done with it. */
export function useShownView(layout: Layout): ShownView {
  const search = useSearch();
  const isShown = useIsShown();
  const base = useSavedViews().find(new URLSearchParams(search).get(BASE_VIEW));
  const builtIn = builtInViews.find((view) => isShown(view.search));
  const isWorthSaving = canonicalSearch(search) !== '' && (layout !== 'list' || !builtIn);
  const builtInName = builtIn && (layout === 'list' || builtIn.search !== '');
  const title =
    base?.Name ?? (builtInName ? t.builtInViews[builtIn.id] : t.savedViews.titles[layout]);
  return {
    title,
    actions: (
      <>
        <ViewActions search={search} layout={layout} base={base} isWorthSaving={isWorthSaving} />
        <LayoutSwitch layout={layout} />
      </>
    ),
  };
}
