import { Bookmark, Ellipsis, Users } from 'lucide-react';
import { useLocation, useSearch } from 'wouter';
import { isEdited, savedViewHref } from '@/features/saved-views/saved-view-address';
import { useSavedViewItems } from '@/features/saved-views/saved-view-items';
import { mayChange, useSavedViews } from '@/features/saved-views/use-saved-views';
import type { SavedView } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { BASE_VIEW } from '@/shared/paths';
import { usePersonName } from '@/shared/session/people-directory';
import { useProfile } from '@/shared/session/profile';
import { layoutAt, layoutHref } from '@/shared/tickets/layouts';
import { Menu } from '@/shared/ui/menu';
import { SidebarLink } from './sidebar-link';
import styles from './sidebar.module.css';

function SavedViewLink({ view }: { view: SavedView }) {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const profile = useProfile();
  const owner = usePersonName(view['Owner Email']);
  const layout = layoutAt(path);
  const current = layout !== null && new URLSearchParams(search).get(BASE_VIEW) === String(view.id);
  const edited = current && isEdited(view, search, layout);
  const { items, dialog } = useSavedViewItems(view, mayChange(view, profile), () => {
    if (current) navigate(layoutHref(layout, search), { replace: true });
  });
  const isMine = view['Owner Email'] === profile['User Email'];
  const sharing = isMine ? t.savedViews.sharedByMe : t.savedViews.sharedBy(owner);
  return (
    <SidebarLink
      href={savedViewHref(view)}
      icon={view.Shared ? Users : Bookmark}
      current={current}
      title={view.Shared ? `${view.Name} · ${sharing}` : view.Name}
      end={
        <>
          {edited && (
            <span className={styles.dot} role="img" aria-label={t.savedViews.editedLong} />
          )}
          <Menu
            trigger={
              <button
                type="button"
                className={styles.options}
                aria-label={t.savedViews.options(view.Name)}
              >
                <Ellipsis size={14} aria-hidden />
              </button>
            }
          >
            {items}
          </Menu>
          {dialog}
        </>
      }
    >
      {view.Name}
    </SidebarLink>
  );
}

function Group({ heading, views }: { heading: string; views: readonly SavedView[] }) {
  if (views.length === 0) return null;
  return (
    <>
      <h2 className={styles.heading}>{heading}</h2>
      <ul className={styles.group} aria-label={heading}>
        {views.map((view) => (
          <SavedViewLink key={view.id} view={view} />
        ))}
      </ul>
    </>
  );
}

/** The saved views: one's own, then what others share. */
export function SavedViewLinks() {
  const { own, ofOthers, error, retry } = useSavedViews();
  return (
    <>
      {error !== null && own.length + ofOthers.length === 0 && (
        <p className={styles.failed}>
          {t.savedViews.failed}{' '}
          <button type="button" className={styles.retry} onClick={retry}>
            {t.common.retry}
          </button>
        </p>
      )}
      <Group heading={t.savedViews.heading} views={own} />
      <Group heading={t.savedViews.sharedHeading} views={ofOthers} />
    </>
  );
}
