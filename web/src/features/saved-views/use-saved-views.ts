import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { describeError } from '@/shared/api/describe-error';
import type { Profile, SavedView } from '@/shared/api/types';
import { doneWithUndo } from '@/shared/commands/undo-stack';
import { t } from '@/shared/i18n';
import { useProfile } from '@/shared/session/profile';
import { showToast } from '@/shared/ui/toasts';
import {
  changeSavedView,
  createSavedView,
  deleteSavedView,
  savedViewsQuery,
  type NewSavedView,
  type SavedViewPatch,
} from './saved-view-server';

/** What one may not change is not offered; the server refuses it anyway. */
export function mayChange(view: SavedView, profile: Profile): boolean {
  return view['Owner Email'] === profile['User Email'] || profile['Role Name'] === 'Superuser';
}

export interface SavedViews {
  own: readonly SavedView[];
  ofOthers: readonly SavedView[];
  find: (id: string | null) => SavedView | undefined;
  error: unknown;
  retry: () => void;
}

const NONE: readonly SavedView[] = [];

export function useSavedViews(): SavedViews {
  const me = useProfile()['User Email'];
  const { data: all = NONE, error, refetch } = useQuery(savedViewsQuery);
  return useMemo(
    () => ({
      own: all.filter((view) => view['Owner Email'] === me),
      ofOthers: all.filter((view) => view['Owner Email'] !== me),
      find: (id) => all.find((view) => String(view.id) === id),
      error,
      retry: () => {
        void refetch();
      },
    }),
    [all, me, error, refetch],
  );
}

function textFor(before: SavedView, patch: SavedViewPatch): string {
  if (patch.Name !== undefined) return t.savedViews.renamed(patch.Name);
  if (patch.Query !== undefined) return t.savedViews.updated(before.Name);
  return patch.Shared ? t.savedViews.shared(before.Name) : t.savedViews.unshared(before.Name);
}

async function told<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    showToast({ text: describeError(error), tone: 'bad' });
    return null;
  }
}

/** Puts a view back to what it was, or makes it anew after it was deleted. */
function restore(client: QueryClient, before: SavedView, isDeleted: boolean): void {
  const { id, Name, Query, Shared } = before;
  const whole = { Name, Query, Shared };
  void told(() =>
    isDeleted ? createSavedView(client, whole) : changeSavedView(client, id, whole),
  );
}

export interface SavedViewActions {
  create: (wanted: NewSavedView) => Promise<SavedView | null>;
  change: (before: SavedView, patch: SavedViewPatch) => Promise<boolean>;
  remove: (view: SavedView) => Promise<boolean>;
}

/** What can be done with saved views; each is told, and can be undone. */
export function useSavedViewActions(): SavedViewActions {
  const client = useQueryClient();
  return useMemo(
    () => ({
      create: async (wanted) => {
        const made = await told(() => createSavedView(client, wanted));
        if (made) {
          doneWithUndo(t.savedViews.saved(made.Name), () => {
            void told(() => deleteSavedView(client, made.id));
          });
        }
        return made;
      },
      change: async (before, patch) => {
        const after = await told(() => changeSavedView(client, before.id, patch));
        if (after) {
          doneWithUndo(textFor(before, patch), () => {
            restore(client, before, false);
          });
        }
        return after !== null;
      },
      remove: async (view) => {
        const gone = await told(async () => {
          await deleteSavedView(client, view.id);
          return true;
        });
        if (gone) {
          doneWithUndo(t.savedViews.removed(view.Name), () => {
            restore(client, view, true);
          });
        }
        return gone === true;
      },
    }),
    [client],
  );
}
