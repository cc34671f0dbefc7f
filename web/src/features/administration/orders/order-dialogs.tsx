import { useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { PurchaseOrder } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { RecordDialog } from '@/shared/records/record-dialog';
import { useRecord } from '@/shared/records/use-record';
import { refreshRecords } from '@/shared/records/use-record-list';
import { useMay } from '@/shared/session/profile';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { Dialog } from '@/shared/ui/dialog';
import { showToast } from '@/shared/ui/toasts';
import { deleteOrder, ORDERS } from './order-api';
import { OrderForm } from './order-form';
import { OrderTickets, useTicketCounts } from './order-tickets';

export function NewOrderDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t.administration.orders.new} onClose={onClose}>
      <OrderForm order={null} onClose={onClose} />
    </Dialog>
  );
}

function Aside({ order, onRemove }: { order: PurchaseOrder; onRemove: () => void }) {
  const maySeeTickets = useMay('Issue Tracker', 'View');
  const mayEdit = useMay('Procurement', 'Edit');
  const counts = useTicketCounts(useMemo(() => [order], [order]));
  const count = counts === null ? null : (counts.get(order['PO List Number']) ?? 0);
  return (
    <>
      {mayEdit && (
        <Button variant="danger" size="small" onClick={onRemove}>
          <Trash2 size={13} aria-hidden />
          {t.administration.orders.remove}
        </Button>
      )}
      {maySeeTickets && count !== 0 && <OrderTickets order={order} count={count} />}
    </>
  );
}

/** One purchase order: its header, and the way to its tickets. */
export function OrderDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const client = useQueryClient();
  const record = useRecord<PurchaseOrder>({ path: ORDERS, id });
  const [removing, setRemoving] = useState<PurchaseOrder | null>(null);
  const words = t.administration.orders;

  if (removing) {
    const remove = async () => {
      await deleteOrder(removing.id);
      showToast({ text: words.removed(removing['PO List Number']), tone: 'good' });
      onClose();
      await Promise.all([
        refreshRecords(client, ORDERS),
        client.invalidateQueries({ queryKey: ['orders'] }),
      ]);
    };
    return (
      <ConfirmDialog
        title={words.removeTitle(removing['PO List Number'])}
        text={words.removeText}
        action={words.removeAction}
        onConfirm={remove}
        onClose={() => {
          setRemoving(null);
        }}
      />
    );
  }
  return (
    <RecordDialog
      title={(order) => order['PO List Number']}
      record={record}
      gone={words.gone}
      onClose={onClose}
    >
      {(order) => (
        <OrderForm
          key={order.id}
          order={order}
          onClose={onClose}
          aside={
            <Aside
              order={order}
              onRemove={() => {
                setRemoving(order);
              }}
            />
          }
        />
      )}
    </RecordDialog>
  );
}
