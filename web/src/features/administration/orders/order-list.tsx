import { Package } from 'lucide-react';
import type { PurchaseOrder } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { EmptyRecords } from '@/shared/records/empty-records';
import { findsWords } from '@/shared/records/record-filter';
import { RecordPage } from '@/shared/records/record-page';
import { renderRecordSort } from '@/shared/records/record-sort';
import { RecordTable, type RecordColumn } from '@/shared/records/record-table';
import { useRecordList } from '@/shared/records/use-record-list';
import { NEW_RECORD, useRecordView, type RecordView } from '@/shared/records/use-record-view';
import { useMay } from '@/shared/session/profile';
import { shortDate } from '@/shared/time/dates';
import { ORDERS } from './order-api';
import { NewOrderDialog, OrderDialog } from './order-dialogs';
import { OrderTickets, useTicketCounts } from './order-tickets';
import styles from './orders.module.css';

const SEARCHED = ['PO List Number', 'Supplier Name', 'Supplier Number'];

function columns(): RecordColumn<PurchaseOrder>[] {
  const words = t.administration.orders;
  return [
    {
      id: 'supplier',
      header: words.supplier,
      width: 'minmax(180px, 2fr)',
      sortField: 'Supplier Name',
      render: (order) => (
        <span className={styles.supplier}>
          {order['Supplier Name']}
          <span className={styles.supplierNumber}>{order['Supplier Number']}</span>
        </span>
      ),
    },
    {
      id: 'status',
      header: words.status,
      width: 'minmax(120px, 1fr)',
      sortField: 'PO List Document Status',
      render: (order) => order['PO List Document Status'],
    },
    {
      id: 'date',
      header: words.date,
      width: '130px',
      sortField: 'PO List Order Date',
      render: (order) => {
        const date = order['PO List Order Date'];
        return date && shortDate(date);
      },
    },
  ];
}

function OpenOrder({ view }: { view: RecordView }) {
  const mayEdit = useMay('Procurement', 'Edit');
  const close = () => {
    view.setOpen(null);
  };
  if (view.open === NEW_RECORD) return mayEdit ? <NewOrderDialog onClose={close} /> : null;
  return view.open === null ? null : <OrderDialog id={view.open} onClose={close} />;
}

/** The register of purchase orders. */
export function OrderList() {
  const view = useRecordView('-PO List Order Date');
  const mayEdit = useMay('Procurement', 'Edit');
  const maySeeTickets = useMay('Issue Tracker', 'View');
  const filter = findsWords(SEARCHED, view.text);
  const sort = renderRecordSort(view.sort);
  const list = useRecordList<PurchaseOrder>({ path: ORDERS, filter, sort });
  const counts = useTicketCounts(list.rows);
  const words = t.administration.orders;
  const newLabel = mayEdit ? words.new : undefined;
  const add = () => {
    view.setOpen(NEW_RECORD);
  };
  const tickets = (order: PurchaseOrder) => (
    <OrderTickets
      order={order}
      count={counts === null ? null : (counts.get(order['PO List Number']) ?? 0)}
    />
  );
  return (
    <RecordPage
      title={words.title}
      list={list}
      view={view}
      searchLabel={words.search}
      newLabel={newLabel}
      onNew={add}
    >
      <RecordTable
        label={words.label}
        list={list}
        columns={columns()}
        rowId={(order) => String(order.id)}
        nameColumn={{
          id: 'number',
          header: words.number,
          width: 'minmax(130px, 1fr)',
          sortField: 'PO List Number',
        }}
        name={(order) => <span className={styles.number}>{order['PO List Number']}</span>}
        summary={(order) => order['Supplier Name']}
        onOpen={(order) => {
          view.setOpen(String(order.id));
        }}
        actions={maySeeTickets ? tickets : undefined}
        actionsHeader={words.tickets}
        actionsWidth="84px"
        sort={view.sort}
        onSort={view.setSort}
        empty={
          <EmptyRecords
            icon={<Package size={28} aria-hidden />}
            filtered={filter !== null}
            onClear={view.clear}
            title={words.emptyTitle}
            text={words.emptyText}
            newLabel={newLabel}
            onNew={add}
          />
        }
      />
      <OpenOrder view={view} />
    </RecordPage>
  );
}
