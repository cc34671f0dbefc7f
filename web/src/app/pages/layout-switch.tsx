import { CalendarDays, Columns3, List, type LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { useCommands } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { BASE_VIEW } from '@/shared/paths';
import { layoutHref, LAYOUTS, type Layout } from '@/shared/tickets/layouts';
import { Tip } from '@/shared/ui/tip';
import styles from './layout-switch.module.css';

const ICONS: Record<Layout, LucideIcon> = { list: List, board: Columns3, calendar: CalendarDays };
const KEYS: Record<Layout, string> = { list: '1', board: '2', calendar: '3' };

/** Shows the same tickets as a list, on the board or in the calendar. */
export function LayoutSwitch({ layout }: { layout: Layout }) {
  const search = useSearch();
  const [, navigate] = useLocation();
  const base = new URLSearchParams(search).get(BASE_VIEW);
  const hrefs = useMemo(
    () => LAYOUTS.map((each) => ({ each, href: layoutHref(each, search, { [BASE_VIEW]: base }) })),
    [search, base],
  );
  useCommands(
    useMemo(
      () =>
        hrefs.map(({ each, href }) => ({
          id: `layout-${each}`,
          title: t.savedViews.showAs(t.savedViews.layouts[each]),
          group: 'list' as const,
          keys: [KEYS[each]],
          run: () => {
            navigate(href);
          },
        })),
      [hrefs, navigate],
    ),
  );
  return (
    <nav className={styles.switch} aria-label={t.savedViews.layout}>
      {hrefs.map(({ each, href }) => {
        const Icon = ICONS[each];
        return (
          <Tip key={each} text={t.savedViews.layouts[each]} keys={KEYS[each]}>
            <Link
              href={href}
              className={styles.layout}
              aria-label={t.savedViews.layouts[each]}
              aria-current={each === layout ? 'page' : undefined}
            >
              <Icon size={14} aria-hidden />
            </Link>
          </Tip>
        );
      })}
    </nav>
  );
}
