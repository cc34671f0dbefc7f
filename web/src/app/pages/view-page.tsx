import { Suspense, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { STEP_KEYS } from '@/shared/keyboard/keys';
import { KeysHeld } from '@/shared/keyboard/keys-held';
import { paths } from '@/shared/paths';
import { searchWithLayout, type Layout } from '@/shared/tickets/layouts';
import type { ViewInUrl } from '@/shared/tickets/use-view';
import { renderView } from '@/shared/tickets/view-query';
import { useTitle } from '@/shared/ui/use-title';
import { TicketPanel } from '../parts';
import styles from './view-page.module.css';

export interface Step {
  next: () => void;
  previous: () => void;
}

interface ViewPageProps {
  title: string;
  layout: Layout;
  url: ViewInUrl;
  /** The ways to the tickets before and after the open one, where there are any. */
  step: Step | null;
  children: (openPage: (id: string) => void) => ReactNode;
}

/** Tickets in some layout, and beside them the one that is open. */
export function ViewPage({ title, layout, url, step, children }: ViewPageProps) {
  const { view, openId, setOpenId } = url;
  const [, navigate] = useLocation();
  useTitle(openId ? `${openId} · ${title}` : title);

  const openPage = (id: string) => {
    navigate(paths.ticket(id, searchWithLayout(renderView(view).toString(), layout)));
  };
  return (
    <div className={styles.page} data-panel={openId ? 'open' : 'closed'}>
      <div className={styles.list}>{children(openPage)}</div>
      {openId && (
        <div className={styles.panel}>
          <Suspense fallback={<KeysHeld passes={STEP_KEYS} />}>
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
