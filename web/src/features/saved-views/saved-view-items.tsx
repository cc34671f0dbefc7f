import { Link2, PenLine, Trash2, Users, UserRound } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { SavedView } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { copyLink } from '@/shared/ui/copy-link';
import { MenuItem, MenuRule } from '@/shared/ui/menu';
import { SaveDialog } from './save-dialog';
import { savedViewHref } from './saved-view-address';
import { useSavedViewActions } from './use-saved-views';

interface SavedViewMenu {
  items: ReactNode;
  dialog: ReactNode;
}

/** The entries of a saved view's menu, and the dialog that one of them opens. */
export function useSavedViewItems(
  view: SavedView | undefined,
  mayChange: boolean,
  onRemoved: () => void,
): SavedViewMenu {
  const { change, remove } = useSavedViewActions();
  const [renaming, setRenaming] = useState(false);
  if (!view) return { items: null, dialog: null };
  const { Shared: shared } = view;
  const items = (
    <>
      <MenuItem
        icon={<Link2 size={14} aria-hidden />}
        onSelect={() => {
          void copyLink(savedViewHref(view));
        }}
      >
        {t.savedViews.copyLink}
      </MenuItem>
      {mayChange && (
        <>
          <MenuItem
            icon={<PenLine size={14} aria-hidden />}
            onSelect={() => {
              setRenaming(true);
            }}
          >
            {t.savedViews.rename}
          </MenuItem>
          <MenuItem
            icon={shared ? <UserRound size={14} aria-hidden /> : <Users size={14} aria-hidden />}
            onSelect={() => {
              void change(view, { Shared: !shared });
            }}
          >
            {shared ? t.savedViews.unshare : t.savedViews.share}
          </MenuItem>
          <MenuRule />
          <MenuItem
            icon={<Trash2 size={14} aria-hidden />}
            onSelect={() => {
              void remove(view).then((gone) => {
                if (gone) onRemoved();
              });
            }}
          >
            {t.savedViews.remove}
          </MenuItem>
        </>
      )}
    </>
  );
  const dialog = renaming && (
    <SaveDialog
      title={t.savedViews.renameTitle}
      name={view.Name}
      onSave={(Name) => (Name === view.Name ? Promise.resolve(true) : change(view, { Name }))}
      onClose={() => {
        setRenaming(false);
      }}
    />
  );
  return { items, dialog };
}
