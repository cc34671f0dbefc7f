import { describe, expect, it } from 'vitest';
import { likelyDuplicates, tellingWords } from './likely-duplicates';

const tickets = [
  { id: 'TKT-1', Title: 'Delayed shipment from Acme', 'Linked PO Id': 42 },
  { id: 'TKT-2', Title: 'Delayed shipment from Northwind', 'Linked PO Id': 7 },
  { id: 'TKT-3', Title: 'Missing certificate', 'Linked PO Id': 42 },
  { id: 'TKT-4', Title: 'Price mismatch', 'Linked PO Id': null },
];

function ids(title: string, orderId: number | null): string[] {
  return likelyDuplicates(tickets, title, orderId, 5).map((ticket) => ticket.id);
}

describe('likely duplicates', () => {
  it('share words of the title, and the order counts too', () => {
    expect(ids('shipment delayed', null)).toEqual(['TKT-1', 'TKT-2']);
    expect(ids('shipment delayed', 42)).toEqual(['TKT-1', 'TKT-2', 'TKT-3']);
  });

  it('are found while the last word is still growing', () => {
    expect(ids('Missing cert', null)).toEqual(['TKT-3']);
  });

  it('are none when little is alike', () => {
    expect(ids('Truck broke down near Lyon', null)).toEqual([]);
    expect(ids('', null)).toEqual([]);
  });

  it('come once, and only the most alike', () => {
    const twice = [...tickets, ...tickets];
    expect(likelyDuplicates(twice, 'delayed shipment acme', null, 1)).toHaveLength(1);
  });

  it('ignore words that say nothing', () => {
    expect(tellingWords('The delay of the delay, at PO-2024-001')).toEqual([
      'delay',
      'po-2024-001',
    ]);
  });
});
