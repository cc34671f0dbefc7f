import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../i18n';
import { useMay } from '../session/profile';
import { Picker, type Choice } from '../ui/picker';
import { useDebounced } from '../ui/use-debounced';
import { ordersQuery } from './order-queries';
import styles from './value-pickers.module.css';

interface OrderPickerProps {
  value?: number | null;
  onChoose: (id: number | null) => void;
}

function asId(text: string): string | null {
  return /^[1-9]\d{0,14}$/.test(text) ? text : null;
}

/** A purchase order by number or supplier; who may not see the register types the id. */
export function OrderPicker({ value, onChoose }: OrderPickerProps) {
  const [text, setText] = useState('');
  const maySee = useMay('Procurement', 'View');
  const wanted = useDebounced(text.trim(), 150);
  const { data = [], isPending } = useQuery({
    ...ordersQuery(wanted),
    enabled: maySee,
    placeholderData: keepPreviousData,
  });
  const choices: Choice[] = data.map((order) => ({
    value: String(order.id),
    label: order['PO List Number'],
    content: (
      <span className={styles.date}>
        <span>{order['PO List Number']}</span>
        <span className={styles.faint}>{order['Supplier Name']}</span>
      </span>
    ),
  }));
  if (!text) choices.unshift({ value: '', label: t.common.none });
  return (
    <Picker
      label={t.ticket.findOrder}
      choices={choices}
      selected={value === undefined ? [] : [value === null ? '' : String(value)]}
      loading={maySee && isPending}
      onSearch={setText}
      allowsOther={asId}
      onChoose={(chosen) => {
        onChoose(chosen === '' ? null : Number(chosen));
      }}
    />
  );
}
