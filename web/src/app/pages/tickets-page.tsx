import { lazy, Suspense, useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { TicketList } from '@/features/ticket-list/ticket-list';
import { paths } from '@/shared/paths';
import { useViewInUrl } from '@/shared/tickets/use-view';
import { renderView } from '@/shared/tickets/view-query';
import { useTitle } from '@/shared/ui/use-title';
import styles from './tickets-page.module.css';
import { useShownView } from './use-shown-view';

const TicketPanel = lazy(() =>
  import('@/features/ticket/ticket-panel').then((module) => ({ default: module.TicketPanel })),
);

/** The list, and the ticket open beside it. */
export function TicketsPage() {
  const { view, setView, openId, setOpenId } = useViewInUrl();
  const [, navigate] = useLocation();
  const [step, setStep] = useState<{ next: () => void; previous: () => void } | null>(null);
  const { title, actions } = useShownView('list');
  useTitle(openId ? `${openId} · ${title}` : title);

  const search = renderView(view).toString();
  const openPage = useCallback(
    (id: string) => {
      navigate(paths.ticket(id, search));
    },
    [navigate, search],
  );
  return (
    <div className={styles.page} data-panel={openId ? 'open' : 'closed'}>
      <div className={styles.list}>
        <TicketList
          title={title}
          view={view}
          onView={setView}
          openId={openId}
          onOpen={setOpenId}
          onOpenPage={openPage}
          onStep={setStep}
          actions={actions}
        />
      </div>
      {openId && (
        <div className={styles.panel}>
          <Suspense>
            <TicketPanel
              id={openId}
              onNext={step?.next}
              onPrevious={step?.previous}
              onOpenPage={() => {
                openPage(openId);
              }}
              onLeave={() => {
                setOpenId(null);
              }}
            />
          </Suspense>
        </div>
      )}
    </div>
  );
}
