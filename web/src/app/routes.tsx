import {
  CalendarDays,
  ChartNoAxesColumn,
  Columns3,
  KeyRound,
  Package,
  ScrollText,
  ShieldCheck,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { lazy, type ComponentType } from 'react';
import type { Profile } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { isSuperuser } from '@/shared/session/privileges';
import { may, type Area } from '@/shared/session/profile';
import { TicketsPage } from './pages/tickets-page';

export interface PageRoute {
  /** A wouter pattern. */
  path: string;
  page: ComponentType;
  /** Who may see it; without, everybody who is signed in. */
  needs?: { area: Area; access: 'View' | 'Edit' } | 'superuser';
  /** Its line in the sidebar and the palette; without, it is only reached by links. */
  nav?: {
    label: () => string;
    icon: LucideIcon;
    keys?: string;
    /** `desk` stands above the views, where the daily work is; without, below them. */
    section?: 'desk';
  };
}

/** Whether the page is for this person: whoever may not see it is not told of it. */
export function isFor({ needs }: PageRoute, profile: Profile): boolean {
  if (needs === 'superuser') return isSuperuser(profile);
  return !needs || may(profile, needs.area, needs.access);
}

const account = () => import('./pages/account-pages');
const administration = () => import('./pages/administration-pages');

/**
 * Every page. To add one: a folder in features, a page in app/pages that composes it, a lazy line here.
 * The list comes with the first script, since most sessions begin there.
 */
export const routes: readonly PageRoute[] = [
  { path: paths.tickets(), page: TicketsPage },
  {
    path: paths.dashboard(),
    page: lazy(() =>
      import('./pages/dashboard-page').then((module) => ({ default: module.DashboardPage })),
    ),
    nav: { label: () => t.dashboard.title, icon: ChartNoAxesColumn, keys: 'g d', section: 'desk' },
  },
  {
    path: paths.board(),
    page: lazy(() =>
      import('./pages/board-page').then((module) => ({ default: module.BoardPage })),
    ),
    nav: { label: () => t.board.title, icon: Columns3, keys: 'g b', section: 'desk' },
  },
  {
    path: paths.calendar(),
    page: lazy(() =>
      import('./pages/calendar-page').then((module) => ({ default: module.CalendarPage })),
    ),
    nav: { label: () => t.calendar.title, icon: CalendarDays, keys: 'g c', section: 'desk' },
  },
  {
    path: '/tickets/:id',
    page: lazy(() =>
      import('./pages/ticket-page').then((module) => ({ default: module.TicketPage })),
    ),
  },
  {
    path: paths.orders,
    page: lazy(async () => ({ default: (await administration()).OrdersPage })),
    needs: { area: 'Procurement', access: 'View' },
    nav: { label: () => t.administration.orders.title, icon: Package, keys: 'g p' },
  },
  {
    path: paths.users(),
    page: lazy(async () => ({ default: (await administration()).UsersPage })),
    needs: { area: 'Users', access: 'View' },
    nav: { label: () => t.administration.users.title, icon: Users },
  },
  {
    path: paths.roles,
    page: lazy(async () => ({ default: (await administration()).RolesPage })),
    needs: { area: 'Users', access: 'View' },
    nav: { label: () => t.administration.roles.title, icon: ShieldCheck },
  },
  {
    path: paths.tokens,
    page: lazy(async () => ({ default: (await administration()).TokensPage })),
    needs: { area: 'Users', access: 'Edit' },
    nav: { label: () => t.tokens.title, icon: KeyRound },
  },
  {
    path: paths.audit,
    page: lazy(async () => ({ default: (await administration()).AuditPage })),
    needs: 'superuser',
    nav: { label: () => t.administration.audit.title, icon: ScrollText },
  },
  { path: paths.account, page: lazy(async () => ({ default: (await account()).AccountPage })) },
  {
    path: paths.accountTokens,
    page: lazy(async () => ({ default: (await account()).AccountTokensPage })),
  },
  {
    path: paths.reference,
    page: lazy(async () => ({ default: (await import('./pages/reference-page')).ReferencePage })),
  },
];
