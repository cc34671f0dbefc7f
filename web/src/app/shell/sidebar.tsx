import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { may, useProfile } from '@/shared/session/profile';
import { classNames } from '@/shared/ui/class-names';
import { Logo } from '@/shared/ui/logo';
import { routes } from '../routes';
import { builtInViews } from './built-in-views';
import styles from './sidebar.module.css';
import { useIsShown } from './use-same-view';

interface SidebarLinkProps {
  href: string;
  icon: LucideIcon;
  current: boolean;
  children: ReactNode;
}

function SidebarLink({ href, icon: Icon, current, children }: SidebarLinkProps) {
  return (
    <li>
      <Link
        href={href}
        className={classNames(styles.link, current && styles.current)}
        aria-current={current ? 'page' : undefined}
      >
        <Icon size={15} aria-hidden />
        <span className={styles.name}>{children}</span>
      </Link>
    </li>
  );
}

function PageLinks() {
  const profile = useProfile();
  const pages = routes.filter(
    (route) => route.nav && (!route.needs || may(profile, route.needs.area, route.needs.access)),
  );
  if (pages.length === 0) return null;
  return (
    <ul className={styles.group}>
      {pages.map(({ path, nav }) => nav && <PageLink key={path} path={path} nav={nav} />)}
    </ul>
  );
}

type Nav = NonNullable<(typeof routes)[number]['nav']>;

function PageLink({ path, nav }: { path: string; nav: Nav }) {
  const [current] = useRoute(path);
  return (
    <SidebarLink href={path} icon={nav.icon} current={current}>
      {nav.label()}
    </SidebarLink>
  );
}

export function Sidebar() {
  const [onList] = useRoute(paths.tickets());
  const isShown = useIsShown();
  return (
    <nav className={styles.sidebar} aria-label={t.shell.navigation}>
      <div className={styles.brand}>
        <Logo size={22} />
        <span>{t.product}</span>
      </div>
      <div className={styles.scroll}>
        <h2 className={styles.heading}>{t.shell.desk}</h2>
        <ul className={styles.group}>
          {builtInViews.map(({ id, search, icon }) => (
            <SidebarLink
              key={id}
              href={paths.tickets(search)}
              icon={icon}
              current={onList && isShown(search)}
            >
              {t.builtInViews[id]}
            </SidebarLink>
          ))}
        </ul>
        <PageLinks />
      </div>
    </nav>
  );
}
