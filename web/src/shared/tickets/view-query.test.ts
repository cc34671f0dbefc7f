import { describe, expect, it } from 'vitest';
import { toApiQuery } from './api-query';
import {
  parseCondition,
  parseView,
  renderCondition,
  renderView,
  withCondition,
} from './view-query';

const reader = { me: 'jane.doe@acme.com', today: '2024-03-10' };

function api(search: string): Record<string, string> {
  return Object.fromEntries(toApiQuery(parseView(search), reader));
}

describe('a view in the URL', () => {
  it.each([
    'Open,In Progress',
    '!Closed',
    '',
    '!',
    '..today-1d',
    'today..today+1w',
    '2024-03-01..',
    '~pallet',
    '!~test',
    'a\\,b,c',
  ])('reads and writes the condition "%s" without change', (text) => {
    expect(renderCondition(parseCondition(text))).toBe(text);
  });

  it('takes what only looks like a range as a value', () => {
    expect(parseCondition('a..b')).toEqual({ kind: 'any-of', values: ['a..b'], negated: false });
    expect(parseCondition('2024-02-30..')).toMatchObject({ kind: 'any-of' });
  });

  it('gives equal views equal links, whatever the order of the parameters', () => {
    const one = renderView(parseView('sort=-Priority&Status=Open&q=x')).toString();
    const other = renderView(parseView('q=x&Status=Open&sort=-Priority')).toString();
    expect(one).toBe(other);
  });

  it('ignores parameters that are not of the view', () => {
    expect(renderView(parseView('ticket=TKT-001&utm=1&Status=Open')).toString()).toBe(
      'Status=Open',
    );
  });

  it('drops a condition that is taken away', () => {
    const view = withCondition(parseView('Status=Open&Priority=High'), 'Status', null);
    expect(renderView(view).toString()).toBe('Priority=High');
  });
});

describe('the query for the API', () => {
  it('sends equality as parameters', () => {
    expect(api('Status=Open,In Progress&Assignee Email=me&Linked PO Number=')).toEqual({
      Status: 'Open,In Progress',
      'Assignee Email': 'jane.doe@acme.com',
      'Linked PO Number': '',
    });
  });

  it('resolves relative dates in the zone of the reader', () => {
    expect(api('Due Date=..today-1d')).toEqual({ filter: `"Due Date" le '2024-03-09'` });
    expect(api('Due Date=today..today+1w')).toEqual({
      filter: `"Due Date" ge '2024-03-10' and "Due Date" le '2024-03-17'`,
    });
    expect(api('Due Date=today')).toEqual({ 'Due Date': '2024-03-10' });
  });

  it('turns a day into the moments between its midnights', () => {
    const from = new Date(2024, 2, 10).toISOString().slice(0, 19);
    const to = new Date(2024, 2, 11).toISOString().slice(0, 19);
    expect(api('Created At=today')).toEqual({
      filter: `"Created At" ge '${from}Z' and "Created At" lt '${to}Z'`,
    });
  });

  it('keeps empty fields in the answer of "none of"', () => {
    expect(api('Assignee Email=!me')).toEqual({
      filter: `("Assignee Email" is null or not "Assignee Email" in ('jane.doe@acme.com'))`,
    });
    expect(api('Assignee Email=!')).toEqual({ filter: `not "Assignee Email" is null` });
    expect(api('Status=!Closed')).toEqual({ filter: `not Status in ('Closed')` });
  });

  it('joins "none" with values, and quotes what people write', () => {
    expect(api("Category=,O'Brien")).toEqual({
      filter: `(Category is null or Category in ('O''Brien'))`,
    });
    expect(api("Title=~it's")).toEqual({ filter: `Title contains 'it''s'` });
  });

  it('keeps a comma inside a value', () => {
    expect(api('Category=a\\,b')).toEqual({ filter: `Category in ('a,b')` });
  });

  it('joins all expressions with "and" and fences the hand-written one', () => {
    expect(
      api(`Title=~x&filter=Priority eq 'High' or Priority eq 'Low'&sort=-Priority,id`),
    ).toEqual({
      filter: `Title contains 'x' and (Priority eq 'High' or Priority eq 'Low')`,
      sort: '-Priority,id',
    });
  });
});
