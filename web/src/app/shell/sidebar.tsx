import { useEffect, useState } from 'react';
import { useRoute } from 'wouter';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { may, useProfile } from '@/shared/session/profile';
import { Logo } from '@/shared/ui/logo';
import { whenIdle } from '@/shared/ui/when-idle';
import { isFor, routes, type PageRoute } from '../routes';
import { builtInViews } from './built-in-views';
import { SavedViewLinks } from './saved-view-links';
import { SidebarLink } from './sidebar-link';
import styles from './sidebar.module.css';
import { useIsShown } from './use-same-view';
import { ViewCount } from './view-count';

type Nav = NonNullable<PageRoute['nav']>;

function PageLink({ path, nav }: { path: string; nav: Nav }) {
  const [current] = useRoute(path);
  return (
    <SidebarLink href={path} icon={nav.icon} current={current}>
      {nav.label()}
    </SidebarLink>
  );
}

/** The pages of one section that the reader may see. */
function PageLinks({ ofDesk }: { ofDesk: boolean }) {
  const profile = useProfile();
  const pages = routes.flatMap((route) => {
    const { path, nav } = route;
    const wanted = nav && (nav.section === 'desk') === ofDesk;
    return wanted && isFor(route, profile) ? [{ path, nav }] : [];
  });
  if (pages.length === 0) return null;
  return (
    <ul className={styles.group}>
      {pages.map(({ path, nav }) => (
        <PageLink key={path} path={path} nav={nav} />
      ))}
    </ul>
  );
}

function BuiltInLinks({ mayView }: { mayView: boolean }) {
  const [onList] = useRoute(paths.tickets());
  const isShown = useIsShown();
  const [isIdle, setIsIdle] = useState(false);
  // The counts come after what the reader came for.
  useEffect(
    () =>
      whenIdle(() => {
        setIsIdle(true);
      }),
    [],
  );
  return (
    <ul className={styles.group}>
      {builtInViews.map(({ id, search, icon, isCounted }) => (
        <SidebarLink
          key={id}
          href={paths.tickets(search)}
          icon={icon}
          current={onList && isShown(search)}
          end={isCounted && isIdle && mayView ? <ViewCount search={search} /> : undefined}
        >
          {t.builtInViews[id]}
        </SidebarLink>
      ))}
    </ul>
  );
}

export function Sidebar() {
  const mayView = may(useProfile(), 'Issue Tracker', 'View');
  return (
    <nav className={styles.sidebar} aria-label={t.shell.navigation}>
      <div className={styles.brand}>
        <Logo size={22} />
        <span>{t.product}</span>
      </div>
      <div className={styles.scroll}>
        <PageLinks ofDesk />
        <h2 className={styles.heading}>{t.shell.desk}</h2>
        <BuiltInLinks mayView={mayView} />
        {mayView && <SavedViewLinks />}
        <PageLinks ofDesk={false} />
      </div>
    </nav>
  );
}
