import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { PurchaseOrder } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { refreshRecords } from '@/shared/records/use-record-list';
import { useSubmission } from '@/shared/records/use-submission';
import { useMay } from '@/shared/session/profile';
import { TextField } from '@/shared/ui/field';
import { Form, FormButtons, FormPair } from '@/shared/ui/form';
import { showToast } from '@/shared/ui/toasts';
import { changeOrder, createOrder, ORDERS } from './order-api';
import { changesOf, draftOf, orderLabels, type OrderDraft } from './order-draft';

interface OrderFormProps {
  /** Null: a new one. */
  order: PurchaseOrder | null;
  onClose: () => void;
  /** Links and buttons beside those of the form. */
  aside?: ReactNode;
}

function useOrderForm(order: PurchaseOrder | null) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<OrderDraft>(() => draftOf(order));
  const submission = useSubmission(orderLabels());
  const save = async () => {
    const change = changesOf(order, draft);
    if (order && Object.keys(change).length === 0) return;
    const saved = await (order ? changeOrder(order.id, change) : createOrder(change));
    await Promise.all([
      refreshRecords(client, ORDERS),
      // What tickets show of their order.
      client.invalidateQueries({ queryKey: ['orders'] }),
    ]);
    showToast({ text: t.records.saved(saved['PO List Number']), tone: 'good' });
  };
  return { draft, setDraft, save, ...submission };
}

/** The header of a purchase order. */
export function OrderForm({ order, onClose, aside }: OrderFormProps) {
  const mayEdit = useMay('Procurement', 'Edit');
  const { draft, setDraft, problems, ...form } = useOrderForm(order);
  const words = t.administration.orders;
  const text = (field: keyof OrderDraft) => ({
    value: draft[field],
    error: problems.byField[field],
    readOnly: !mayEdit,
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => {
      setDraft({ ...draft, [field]: event.target.value });
    },
  });
  const submit = async () => {
    if (mayEdit && (await form.submit(form.save))) onClose();
  };
  return (
    <Form
      problem={problems.general}
      refusal={problems}
      onSubmit={() => void submit()}
      foot={
        mayEdit ? (
          <FormButtons
            submit={order ? words.save : words.create}
            working={form.working}
            onCancel={onClose}
            aside={aside}
          />
        ) : (
          aside
        )
      }
    >
      <FormPair>
        <TextField label={words.number} required {...text('PO List Number')} />
        <TextField label={words.status} {...text('PO List Document Status')} />
      </FormPair>
      <FormPair>
        <TextField label={words.supplierName} {...text('Supplier Name')} />
        <TextField label={words.supplierNumber} {...text('Supplier Number')} />
      </FormPair>
      <FormPair>
        <TextField label={words.date} type="date" {...text('PO List Order Date')} />
        <TextField
          label={words.id}
          inputMode="numeric"
          {...text('id')}
          readOnly={order !== null}
          hint={order ? undefined : words.idHint}
        />
      </FormPair>
    </Form>
  );
}
