import { useLocation } from 'wouter';
import { TicketList } from '@/features/ticket-list/ticket-list';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useViewInUrl } from '@/shared/tickets/use-view';
import { renderView } from '@/shared/tickets/view-query';
import { useTitle } from '@/shared/ui/use-title';
import { builtInViews } from '../shell/built-in-views';
import { useIsShown } from '../shell/use-same-view';

/** The name of the view if it has one. */
function useViewTitle(): string {
  const isShown = useIsShown();
  const named = builtInViews.find((view) => isShown(view.search));
  return named ? t.builtInViews[named.id] : t.list.label;
}

export function TicketsPage() {
  const { view, setView, openId, setOpenId } = useViewInUrl();
  const [, navigate] = useLocation();
  const title = useViewTitle();
  useTitle(title);
  return (
    <TicketList
      title={title}
      view={view}
      onView={setView}
      openId={openId}
      onOpen={setOpenId}
      onOpenPage={(id) => {
        navigate(paths.ticket(id, renderView(view).toString()));
      }}
    />
  );
}
