import type { PurchaseOrder } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import type { OrderChange } from './order-api';

/** What the form of a purchase order holds: texts as they are typed. */
export type OrderDraft = Record<keyof PurchaseOrder, string>;

const FORM_FIELDS: readonly (keyof PurchaseOrder)[] = [
  'id',
  'PO List Number',
  'PO List Document Status',
  'PO List Order Date',
  'Supplier Number',
  'Supplier Name',
];

export function draftOf(order: PurchaseOrder | null): OrderDraft {
  const text = (field: keyof PurchaseOrder) => [field, String(order?.[field] ?? '')];
  return Object.fromEntries(FORM_FIELDS.map(text)) as OrderDraft;
}

/** A number where it reads as one; else the text, so that the server says what is wrong with it. */
function asId(text: string): number | string {
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}

/** What is sent: the fields that differ from the order as it was; all that are filled in of a new one. */
export function changesOf(order: PurchaseOrder | null, draft: OrderDraft): OrderChange {
  const before = draftOf(order);
  const changed = FORM_FIELDS.filter((field) => draft[field].trim() !== before[field]);
  const value = (field: keyof PurchaseOrder) => {
    const text = draft[field].trim();
    if (field === 'id') return asId(text);
    return text || (field === 'PO List Number' ? '' : null);
  };
  return Object.fromEntries(changed.map((field) => [field, value(field)])) as OrderChange;
}

/** What the form calls the fields. */
export function orderLabels(): Record<keyof OrderDraft, string> {
  const words = t.administration.orders;
  return {
    id: words.id,
    'PO List Number': words.number,
    'PO List Document Status': words.status,
    'PO List Order Date': words.date,
    'Supplier Number': words.supplierNumber,
    'Supplier Name': words.supplierName,
  };
}
