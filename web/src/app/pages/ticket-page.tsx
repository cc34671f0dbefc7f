import { ArrowLeft } from 'lucide-react';
import { useMemo } from 'react';
import { Link, useLocation, useParams, useSearch } from 'wouter';
import { TicketView } from '@/features/ticket/ticket-view';
import { useCommands } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { OPEN_TICKET, paths } from '@/shared/paths';
import { useNeighbours } from '@/shared/tickets/use-neighbours';
import { layoutHref, layoutIn, searchWithLayout } from '@/shared/tickets/layouts';
import { parseView } from '@/shared/tickets/view-query';
import { useLatest } from '@/shared/ui/use-latest';
import { useTitle } from '@/shared/ui/use-title';
import styles from './ticket-page.module.css';

/** The keys of the page; `next` and `previous` are absent at the ends of the view. */
function useTicketPageCommands(
  previous: (() => void) | undefined,
  next: (() => void) | undefined,
  back: string,
): void {
  const [, navigate] = useLocation();
  const latest = useLatest({ previous, next });
  const [hasPrevious, hasNext] = [previous !== undefined, next !== undefined];
  useCommands(
    useMemo(() => {
      const offer = (title: string, keys: readonly string[], run: () => void) => ({
        id: `page-${title}`,
        title,
        group: 'ticket' as const,
        keys,
        run,
      });
      return [
        ...(hasNext ? [offer(t.ticket.next, ['j'], () => latest().next?.())] : []),
        ...(hasPrevious ? [offer(t.ticket.previous, ['k'], () => latest().previous?.())] : []),
        offer(t.ticket.back, ['Escape', 'u'], () => {
          navigate(back);
        }),
      ];
    }, [latest, hasPrevious, hasNext, navigate, back]),
  );
}

/** One ticket on a page of its own. The view it was come from is in the address, for the way on and back. */
export function TicketPage() {
  const { id = '' } = useParams<{ id: string }>();
  const search = useSearch();
  const [, navigate] = useLocation();
  const view = useMemo(() => parseView(search), [search]);
  const layout = layoutIn(search);
  const viewSearch = searchWithLayout(search, layout);
  const { previous, next } = useNeighbours(id, view);
  useTitle(id);

  const back = layoutHref(layout, search);
  const backToTicket = layoutHref(layout, search, { [OPEN_TICKET]: id });
  const goTo = (to: string | null) =>
    to === null
      ? undefined
      : () => {
          navigate(paths.ticket(to, viewSearch));
        };
  useTicketPageCommands(goTo(previous), goTo(next), back);
  return (
    <div className={styles.page}>
      <nav className={styles.back} aria-label={t.ticket.back}>
        <Link href={backToTicket} className={styles.link}>
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
