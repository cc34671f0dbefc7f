import { describe, expect, it } from 'vitest';
import { layoutAt, layoutHref, layoutIn, searchWithLayout } from './layouts';

describe('layouts', () => {
  it('notes a layout that is not the list beside the view', () => {
    expect(searchWithLayout('Priority=High&Status=Open', 'board')).toBe(
      'Status=Open&Priority=High&layout=board',
    );
    expect(searchWithLayout('Status=Open&ticket=TKT-001', 'list')).toBe('Status=Open');
  });

  it('takes an unknown layout for the list', () => {
    expect(layoutIn('Status=Open&layout=board')).toBe('board');
    expect(layoutIn('Status=Open')).toBe('list');
    expect(layoutIn('layout=pile')).toBe('list');
  });

  it('knows its own pages', () => {
    expect(layoutAt('/board')).toBe('board');
    expect(layoutAt('/tickets/TKT-001')).toBeNull();
  });

  it('gives the address of a view in a layout', () => {
    expect(layoutHref('calendar', 'Status=Open&layout=calendar', { view: '7', ticket: null })).toBe(
      '/calendar?Status=Open&view=7',
    );
    expect(layoutHref('list', '')).toBe('/tickets');
  });
});
