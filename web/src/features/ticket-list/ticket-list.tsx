import { useRef, type ReactNode } from 'react';
import { useMay } from '@/shared/session/profile';
import type { ViewQuery } from '@/shared/tickets/view-query';
import { BulkBar } from './bulk-bar';
import { ChangesNote } from './changes-note';
import { ColumnsMenu } from './columns-menu';
import { EmptyList } from './empty-list';
import { ExportButton } from './export-button';
import { TicketGrid } from './ticket-grid';
import styles from './toolbar.module.css';
import { useBulkChange } from './use-bulk-change';
import { useListTable } from './use-list-table';
import { useTicketList } from './use-ticket-list';
import { ViewToolbar } from './view-toolbar';

export interface TicketListProps {
  title: string;
  view: ViewQuery;
  onView: (view: ViewQuery, options?: { replace?: boolean }) => void;
  /** The ticket open beside the list. */
  openId: string | null;
  onOpen: (id: string | null, options?: { replace?: boolean }) => void;
  onOpenPage: (id: string) => void;
  /** Receives the ways to the tickets before and after, for whoever shows the open one. */
  onStep?: (step: { next: () => void; previous: () => void }) => void;
  /** What other features put at the end of the toolbar. */
  actions?: ReactNode;
}

/** The ticket list: toolbar, rows, selection and bulk changes. Its whole view comes from outside. */
export function TicketList(props: TicketListProps) {
  const { view, onView, openId } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const state = useTicketList({ ...props, scroller });
  const { window, selection, chooseAll } = state;
  const list = useListTable(view.sort, (sort) => {
    onView({ ...view, sort });
  });
  const bulk = useBulkChange();
  const mayEdit = useMay('Issue Tracker', 'Edit');

  return (
    <div className={styles.list}>
      <ViewToolbar
        title={props.title}
        total={window.isLoading ? null : window.total}
        view={view}
        onView={onView}
        search={state.search}
        adding={state.adding}
        onAdding={state.setAdding}
        onLeaveSearch={() => scroller.current?.focus()}
        actions={
          <>
            {props.actions}
            <ExportButton view={view} layout={list.layout} />
            <ColumnsMenu {...list} />
          </>
        }
      />
      <div className={styles.rows}>
        <TicketGrid
          list={list}
          window={window}
          virtualizer={state.virtualizer}
          scroller={scroller}
          active={state.active}
          onActive={state.moveTo}
          selection={selection}
          onChooseAll={chooseAll}
          openId={openId}
          onOpen={state.openRow}
        />
        <ChangesNote live={state.live} />
        <EmptyList window={window} view={view} onView={onView} />
        <BulkBar
          chosen={selection.selection.size}
          total={window.total}
          mayEdit={mayEdit}
          bulk={bulk}
          onChange={(patch) => {
            bulk.start([...selection.selection.values()], patch);
            selection.clear();
          }}
          onChooseAll={chooseAll}
          onClear={selection.clear}
        />
      </div>
    </div>
  );
}
