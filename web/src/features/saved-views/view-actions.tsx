import { Bookmark, Ellipsis, RotateCcw, Save } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { SavedView } from '@/shared/api/types';
import { useCommands } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { BASE_VIEW } from '@/shared/paths';
import { useProfile } from '@/shared/session/profile';
import { layoutHref, searchWithLayout, type Layout } from '@/shared/tickets/layouts';
import { Button } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import { Menu, MenuItem, MenuRule } from '@/shared/ui/menu';
import { SaveDialog } from './save-dialog';
import { isEdited, savedViewHref } from './saved-view-address';
import { useSavedViewItems } from './saved-view-items';
import styles from './saved-views.module.css';
import { mayChange, useSavedViewActions } from './use-saved-views';

interface ViewActionsProps {
  /** What is shown now. */
  search: string;
  layout: Layout;
  /** The saved view that it was opened by. */
  base: SavedView | undefined;
  /** Whether there is something to save: the view is not one that everybody has already. */
  isWorthSaving: boolean;
}

interface BaseActionsProps extends Required<Pick<ViewActionsProps, 'search' | 'layout'>> {
  base: SavedView;
  onSaveAsNew: () => void;
}

/** What can be done with the saved view on the screen. */
function BaseActions({ base, search, layout, onSaveAsNew }: BaseActionsProps) {
  const [, navigate] = useLocation();
  const { change } = useSavedViewActions();
  const mine = mayChange(base, useProfile());
  const edited = isEdited(base, search, layout);
  const { items, dialog } = useSavedViewItems(base, mine, () => {
    navigate(layoutHref(layout, search), { replace: true });
  });
  return (
    <>
      {edited && (
        <span className={styles.edited} title={t.savedViews.editedLong}>
          {t.savedViews.edited}
        </span>
      )}
      {edited && mine && (
        <Button
          size="small"
          onClick={() => {
            void change(base, { Query: searchWithLayout(search, layout) });
          }}
        >
          {t.savedViews.update}
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={t.savedViews.options(base.Name)} size="small">
            <Ellipsis size={15} aria-hidden />
          </IconButton>
        }
      >
        {edited && (
          <>
            <MenuItem
              icon={<RotateCcw size={14} aria-hidden />}
              onSelect={() => {
                navigate(savedViewHref(base));
              }}
            >
              {t.savedViews.discard}
            </MenuItem>
            <MenuItem icon={<Save size={14} aria-hidden />} onSelect={onSaveAsNew}>
              {t.savedViews.saveAsNew}
            </MenuItem>
            <MenuRule />
          </>
        )}
        {items}
      </Menu>
      {dialog}
    </>
  );
}

/** Saves what is shown under a name, or changes the saved view that it came from. */
export function ViewActions({ search, layout, base, isWorthSaving }: ViewActionsProps) {
  const [, navigate] = useLocation();
  const { create } = useSavedViewActions();
  const [saving, setSaving] = useState(false);
  const saveAsNew = () => {
    setSaving(true);
  };
  useCommands(
    useMemo(
      () => [
        {
          id: 'view-save',
          title: t.savedViews.dialogTitle,
          group: 'list' as const,
          keys: ['v'],
          run: () => {
            setSaving(true);
          },
        },
      ],
      [],
    ),
  );
  return (
    <>
      {base && <BaseActions base={base} search={search} layout={layout} onSaveAsNew={saveAsNew} />}
      {!base && isWorthSaving && (
        <Button variant="quiet" size="small" onClick={saveAsNew}>
          <Bookmark size={14} aria-hidden />
          {t.savedViews.save}
        </Button>
      )}
      {saving && (
        <SaveDialog
          title={t.savedViews.dialogTitle}
          shared={false}
          onSave={async (Name, Shared) => {
            const Query = searchWithLayout(search, layout);
            const made = await create({ Name, Shared, Query });
            if (!made) return false;
            navigate(layoutHref(layout, search, { [BASE_VIEW]: String(made.id) }), {
              replace: true,
            });
            return true;
          }}
          onClose={() => {
            setSaving(false);
          }}
        />
      )}
    </>
  );
}
