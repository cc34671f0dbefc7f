import { describe, expect, it } from 'vitest';
import type { SavedView } from '@/shared/api/types';
import { isEdited, savedViewHref } from './saved-view-address';

const view: SavedView = {
  id: 7,
  Name: 'Late inbound',
  Query: 'Priority=High&Status=Open&layout=board',
  Shared: false,
  'Owner Email': 'jane.doe@acme.com',
};

describe('a saved view', () => {
  it('opens in its layout and says which one it is', () => {
    expect(savedViewHref(view)).toBe('/board?Status=Open&Priority=High&view=7');
    expect(savedViewHref({ ...view, Query: '' })).toBe('/tickets?view=7');
  });

  it('is unedited while conditions and layout are the same, whatever their order', () => {
    expect(isEdited(view, 'Status=Open&Priority=High&view=7&ticket=TKT-001', 'board')).toBe(false);
  });

  it('is edited by a condition, an order or another layout', () => {
    expect(isEdited(view, 'Status=Open&view=7', 'board')).toBe(true);
    expect(isEdited(view, 'Status=Open&Priority=High&sort=-Priority', 'board')).toBe(true);
    expect(isEdited(view, 'Status=Open&Priority=High', 'list')).toBe(true);
  });
});
