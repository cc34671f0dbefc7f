import { useState } from 'react';
import { TicketList } from '@/features/ticket-list/ticket-list';
import { useViewInUrl } from '@/shared/tickets/use-view';
import { useShownView } from './use-shown-view';
import { ViewPage, type Step } from './view-page';

/** The list. */
export function TicketsPage() {
  const url = useViewInUrl();
  const [step, setStep] = useState<Step | null>(null);
  const { title, actions } = useShownView('list');
  return (
    <ViewPage title={title} layout="list" url={url} step={step}>
      {(openPage) => (
        <TicketList
          title={title}
          view={url.view}
          onView={url.setView}
          openId={url.openId}
          onOpen={url.setOpenId}
          onOpenPage={openPage}
          onStep={setStep}
          actions={actions}
        />
      )}
    </ViewPage>
  );
}
