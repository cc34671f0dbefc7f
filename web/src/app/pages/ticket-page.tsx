import { ArrowLeft } from 'lucide-react';
import { useMemo } from 'react';
import { Link, useLocation, useParams, useSearch } from 'wouter';
import { TicketView } from '@/features/ticket/ticket-view';
import { useCommands } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { OPEN_TICKET, paths } from '@/shared/paths';
import { useNeighbours } from '@/shared/tickets/use-neighbours';
import { parseView, renderView } from '@/shared/tickets/view-query';
import { useTitle } from '@/shared/ui/use-title';
import styles from './ticket-page.module.css';

/** One ticket on a page of its own. The view it was come from is in the address, for the way on and back. */
export function TicketPage() {
  const { id = '' } = useParams<{ id: string }>();
  const search = useSearch();
  const [, navigate] = useLocation();
  const view = useMemo(() => parseView(search), [search]);
  const viewSearch = renderView(view).toString();
  const { previous, next } = useNeighbours(id, view);
  useTitle(id);

  const back = paths.tickets(viewSearch);
  const goTo = (to: string | null) =>
    to === null
      ? undefined
      : () => {
          navigate(paths.ticket(to, viewSearch));
        };
  useCommands(
    useMemo(() => {
      const offer = (key: string, title: string, to: string | null) =>
        to === null
          ? []
          : [
              {
                id: `page-${key}`,
                title,
                group: 'ticket' as const,
                keys: [key],
                run: () => {
                  navigate(paths.ticket(to, viewSearch));
                },
              },
            ];
      return [
        ...offer('j', t.ticket.next, next),
        ...offer('k', t.ticket.previous, previous),
        {
          id: 'page-back',
          title: t.ticket.back,
          group: 'ticket' as const,
          keys: ['Escape', 'u'],
          run: () => {
            navigate(back);
          },
        },
      ];
    }, [navigate, viewSearch, back, next, previous]),
  );
  return (
    <div className={styles.page}>
      <nav className={styles.back} aria-label={t.ticket.back}>
        <Link href={`${back}${viewSearch ? '&' : '?'}${OPEN_TICKET}=${id}`} className={styles.link}>
          <ArrowLeft size={14} aria-hidden />
          {t.ticket.back}
        </Link>
      </nav>
      <div className={styles.ticket}>
        <TicketView
          key={id}
          id={id}
          isPanel={false}
          onNext={goTo(next)}
          onPrevious={goTo(previous)}
          onLeave={() => {
            navigate(back);
          }}
        />
      </div>
    </div>
  );
}
