/**
 * What a list shows, as it stands in the URL: full text, conditions on fields, and the order.
 *
 *   ?q=pallet&Status=Open,In Progress&Assignee Email=me&Due Date=..today-1d&sort=-Priority
 *
 * A condition is written as
 *   a,b        any of these values (a backslash before a comma that belongs to a value)
 *   !a,b       none of these values
 *   (nothing)  the field is empty, and "!" that it is not
 *   from..to   a range of dates, either end may be left out
 *   ~text      contains the text, "!~text" does not
 * `me` is whoever reads; a date may be `today`, `today+3d` or `today-1w`. So a link means the same
 * to everybody.
 */
import { isIsoDate } from '../time/dates';

export const FILTER_FIELDS = [
  'Status',
  'Priority',
  'Assignee Email',
  'Due Date',
  'Category',
  'Linked PO Number',
  'Supplier Name',
  'Reporter Email',
  'Subscribers',
  'Updated At',
  'Created At',
  'Settled At',
  'Title',
  'Description',
  'Linked PO Id',
  'id',
] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

export type FieldKind = 'choice' | 'person' | 'date' | 'moment' | 'text' | 'number';

export const FIELD_KINDS: Record<FilterField, FieldKind> = {
  Status: 'choice',
  Priority: 'choice',
  'Assignee Email': 'person',
  'Due Date': 'date',
  Category: 'choice',
  'Linked PO Number': 'choice',
  'Supplier Name': 'choice',
  'Reporter Email': 'person',
  Subscribers: 'person',
  'Updated At': 'moment',
  'Created At': 'moment',
  'Settled At': 'moment',
  Title: 'text',
  Description: 'text',
  'Linked PO Id': 'number',
  id: 'text',
};

/** Fields that may be empty, so that "none" is a choice. */
export const NULLABLE: ReadonlySet<FilterField> = new Set([
  'Assignee Email',
  'Due Date',
  'Linked PO Number',
  'Supplier Name',
  'Settled At',
  'Linked PO Id',
  'Description',
]);

export type Condition =
  | { kind: 'any-of'; values: readonly string[]; negated: boolean }
  | { kind: 'range'; from: string; to: string }
  | { kind: 'contains'; text: string; negated: boolean };

export interface SortKey {
  field: string;
  descending: boolean;
}

export interface ViewQuery {
  text: string;
  conditions: Partial<Record<FilterField, Condition>>;
  sort: readonly SortKey[];
  /** A filter expression of the API, for what chips cannot say. */
  expression: string;
}

export const EMPTY_VIEW: ViewQuery = { text: '', conditions: {}, sort: [], expression: '' };

const RELATIVE = /^today(?:([+-])(\d{1,4})([dw]))?$/;

export function isDateToken(text: string): boolean {
  return RELATIVE.test(text) || isIsoDate(text);
}

function splitValues(text: string): string[] {
  return text.split(/(?<!\\),/).map((value) => value.replaceAll('\\,', ','));
}

export function parseCondition(text: string): Condition {
  const negated = text.startsWith('!');
  const rest = negated ? text.slice(1) : text;
  if (rest.startsWith('~')) return { kind: 'contains', text: rest.slice(1), negated };
  const range = /^(.*)\.\.(.*)$/.exec(rest);
  if (range && !negated) {
    const [from = '', to = ''] = [range[1], range[2]];
    if ((from === '' || isDateToken(from)) && (to === '' || isDateToken(to))) {
      return { kind: 'range', from, to };
    }
  }
  return { kind: 'any-of', values: splitValues(rest), negated };
}

export function renderCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'any-of':
      return (
        (condition.negated ? '!' : '') +
        condition.values.map((value) => value.replaceAll(',', '\\,')).join(',')
      );
    case 'range':
      return `${condition.from}..${condition.to}`;
    case 'contains':
      return `${condition.negated ? '!' : ''}~${condition.text}`;
  }
}

export function parseSort(text: string): SortKey[] {
  return text
    .split(',')
    .map((key) => key.trim())
    .filter(Boolean)
    .map((key) =>
      key.startsWith('-')
        ? { field: key.slice(1), descending: true }
        : { field: key, descending: false },
    );
}

export function renderSort(sort: readonly SortKey[]): string {
  return sort.map((key) => (key.descending ? '-' : '') + key.field).join(',');
}

export function parseView(search: string | URLSearchParams): ViewQuery {
  const params = new URLSearchParams(search);
  const conditions: ViewQuery['conditions'] = {};
  for (const field of FILTER_FIELDS) {
    const text = params.get(field);
    if (text === null) continue;
    const isDate = FIELD_KINDS[field] === 'date' || FIELD_KINDS[field] === 'moment';
    // In a link written by hand, the "+" of "today+3d" arrives as a space.
    conditions[field] = parseCondition(isDate ? text.replace(/today (?=\d)/g, 'today+') : text);
  }
  return {
    text: params.get('q') ?? '',
    conditions,
    sort: parseSort(params.get('sort') ?? ''),
    expression: params.get('filter') ?? '',
  };
}

/** The query string of a view, always in the same order, so that equal views have equal links. */
export function renderView(view: ViewQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (view.text) params.set('q', view.text);
  for (const field of FILTER_FIELDS) {
    const condition = view.conditions[field];
    if (condition) params.set(field, renderCondition(condition));
  }
  if (view.expression) params.set('filter', view.expression);
  if (view.sort.length > 0) params.set('sort', renderSort(view.sort));
  return params;
}

const OWN_PARAMETERS: ReadonlySet<string> = new Set(['q', 'filter', 'sort', ...FILTER_FIELDS]);

/** The parameters of an address that are no part of the view. */
export function otherParameters(search: string | URLSearchParams): [string, string][] {
  return [...new URLSearchParams(search)].filter(([name]) => !OWN_PARAMETERS.has(name));
}

/** The one way to write a view: equal views have equal texts. */
export function canonicalSearch(search: string | URLSearchParams): string {
  return renderView(parseView(search)).toString();
}

export function withCondition(
  view: ViewQuery,
  field: FilterField,
  condition: Condition | null,
): ViewQuery {
  const conditions = { ...view.conditions };
  if (condition) conditions[field] = condition;
  else Reflect.deleteProperty(conditions, field);
  return { ...view, conditions };
}

/** The view without what it says of one field: what the choices of that field are counted in. */
export function withoutField(view: ViewQuery, field: FilterField): ViewQuery {
  return withCondition(view, field, null);
}

export function isFiltered(view: ViewQuery): boolean {
  return view.text !== '' || view.expression !== '' || Object.keys(view.conditions).length > 0;
}
