import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { savedViewHref } from '@/features/saved-views/saved-view-address';
import { useSavedViews } from '@/features/saved-views/use-saved-views';
import { useCommands } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';

/** Has the palette go to saved views by their names. */
export function useSavedViewCommands(): void {
  const [, navigate] = useLocation();
  const { own, ofOthers } = useSavedViews();
  useCommands(
    useMemo(
      () =>
        [...own, ...ofOthers].map((view) => ({
          id: `saved-view-${String(view.id)}`,
          title: t.commands.goTo(view.Name),
          group: 'go' as const,
          run: () => {
            navigate(savedViewHref(view));
          },
        })),
      [own, ofOthers, navigate],
    ),
    { everywhere: true },
  );
}
