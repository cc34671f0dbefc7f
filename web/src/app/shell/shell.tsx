import { useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { listenForKeys } from '@/shared/commands/key-dispatcher';
import { useCommands } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { setPreference, usePreference } from '@/shared/preferences/preferences';
import { useMay, useProfile } from '@/shared/session/profile';
import { useLiveDesk } from '@/shared/tickets/desk-changes';
import { useMedia } from '@/shared/ui/use-media';
import { Drawer } from './drawer';
import { shellCommands } from './shell-commands';
import styles from './shell.module.css';
import { Sidebar } from './sidebar';
import { TopBar } from './top-bar';
import { useSavedViewCommands } from './use-saved-view-commands';
import { useReconnecting } from './use-reconnecting';
import { preloadParts } from '../parts';
import { Overlays, type Overlay } from './overlays';
import { Pages } from './pages';

/** On a narrow screen the sidebar lies over the page and leaves when a link is followed. */
function useSidebar() {
  const [path] = useLocation();
  const location = `${path}?${useSearch()}`;
  const pinned = usePreference('sidebar') === 'open';
  const [drawer, setDrawer] = useState<{ location: string } | null>(null);
  const narrow = useMedia('(width <= 860px)');
  const drawerOpen = drawer !== null && drawer.location === location;
  const open = narrow ? drawerOpen : pinned;
  const toggle = useCallback(() => {
    if (narrow) setDrawer(open ? null : { location });
    else setPreference('sidebar', open ? 'closed' : 'open');
  }, [location, narrow, open]);
  return { open, narrow, toggle };
}

/** What stands around every page: sidebar, top bar, palette, help sheet, shortcuts. */
export function Shell() {
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const [, navigate] = useLocation();
  const sidebar = useSidebar();
  const reachable = useReconnecting();
  const profile = useProfile();
  const mayEdit = useMay('Issue Tracker', 'Edit');
  const { toggle } = sidebar;

  useEffect(listenForKeys, []);
  useEffect(preloadParts, []);
  useSavedViewCommands();
  useLiveDesk(useMay('Issue Tracker', 'View'));
  useCommands(
    useMemo(
      () => shellCommands({ navigate, mayEdit, profile, open: setOverlay, toggleSidebar: toggle }),
      [navigate, mayEdit, profile, toggle],
    ),
    { everywhere: true },
  );

  return (
    <div className={styles.shell} data-sidebar={sidebar.open ? 'open' : 'closed'}>
      <a className={styles.skip} href="#content">
        {t.shell.skip}
      </a>
      {sidebar.open && !sidebar.narrow && (
        <div className={styles.side}>
          <Sidebar />
        </div>
      )}
      {sidebar.open && sidebar.narrow && <Drawer onClose={toggle} />}
      <div className={styles.main}>
        <TopBar
          sidebarOpen={sidebar.open}
          onToggleSidebar={toggle}
          onPalette={() => {
            setOverlay('palette');
          }}
          onHelp={() => {
            setOverlay('help');
          }}
          onCreate={() => {
            setOverlay('create');
          }}
        />
        <div role="status" className={reachable ? 'visually-hidden' : styles.offline}>
          {reachable ? '' : t.shell.offline}
        </div>
        <main id="content" className={styles.content} tabIndex={-1}>
          <Pages />
        </main>
      </div>
      <Overlays
        overlay={overlay}
        onClose={() => {
          setOverlay(null);
        }}
      />
    </div>
  );
}
