import { describe, expect, it } from 'vitest';
import type { PurchaseOrder } from '@/shared/api/types';
import { changesOf, draftOf } from './order-draft';

const ORDER: PurchaseOrder = {
  id: 42,
  'PO List Number': 'PO-2024-001',
  'PO List Document Status': 'Sent',
  'PO List Order Date': '2024-02-26',
  'Supplier Number': null,
  'Supplier Name': 'Acme Metals',
};

describe('the form of a purchase order', () => {
  it('sends what differs and clears what was emptied', () => {
    const draft = { ...draftOf(ORDER), 'PO List Document Status': '', 'Supplier Number': ' S-1 ' };
    expect(changesOf(ORDER, draft)).toEqual({
      'PO List Document Status': null,
      'Supplier Number': 'S-1',
    });
    expect(changesOf(ORDER, draftOf(ORDER))).toEqual({});
  });

  it('leaves out of a new order what is not filled in, its id above all', () => {
    const draft = { ...draftOf(null), 'PO List Number': 'PO-7' };
    expect(changesOf(null, draft)).toEqual({ 'PO List Number': 'PO-7' });
  });

  it('sends an id as a number, and what is none as it stands, so that it is refused', () => {
    expect(changesOf(null, { ...draftOf(null), id: '77' })).toEqual({ id: 77 });
    expect(changesOf(null, { ...draftOf(null), id: '7a' })).toEqual({ id: '7a' });
  });
});
