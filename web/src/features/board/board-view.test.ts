import { describe, expect, it } from 'vitest';
import { keepsStatus } from '@/shared/tickets/view-parts';
import { parseView, renderView } from '@/shared/tickets/view-query';
import { columnView, statusBeside, withStatus } from './board-view';

describe('the columns of a view', () => {
  it('are all of them where the view does not say', () => {
    expect(keepsStatus(parseView('Priority=High'), 'Closed')).toBe(true);
  });

  it('are those that the condition keeps', () => {
    const view = parseView('Status=Open,In+Progress');
    expect(keepsStatus(view, 'Open')).toBe(true);
    expect(keepsStatus(view, 'Closed')).toBe(false);
    expect(keepsStatus(parseView('Status=!Closed'), 'Open')).toBe(true);
    expect(keepsStatus(parseView('Status=!Closed'), 'Closed')).toBe(false);
  });

  it('keep the other conditions and the order', () => {
    const view = columnView(parseView('Status=Open,Closed&Priority=High&sort=Due+Date'), 'Closed');
    expect(renderView(view).toString()).toBe('Status=Closed&Priority=High&sort=Due+Date');
  });

  it('become one more when a folded one is opened', () => {
    expect(renderView(withStatus(parseView('Status=Open'), 'Closed')).get('Status')).toBe(
      'Open,Closed',
    );
    expect(renderView(withStatus(parseView('Status=!Closed'), 'Closed')).toString()).toBe('');
  });

  it('end at the first and the last', () => {
    expect(statusBeside('Open', -1)).toBe('Open');
    expect(statusBeside('Open', 1)).toBe('In Progress');
    expect(statusBeside('Closed', 1)).toBe('Closed');
  });
});
