/** From a view, with its `me` and `today`, to the query parameters of the API. */
import { addDays, fromIsoDate } from '../time/dates';
import {
  FIELD_KINDS,
  NULLABLE,
  renderSort,
  type Condition,
  type FilterField,
  type ViewQuery,
} from './view-query';

export interface Reader {
  /** The e-mail address that `me` stands for. */
  me: string;
  /** Today in the reader's zone, YYYY-MM-DD. */
  today: string;
}

const RELATIVE = /^today(?:([+-])(\d{1,4})([dw]))?$/;

export function resolveDate(token: string, today: string): string {
  const match = RELATIVE.exec(token);
  if (!match) return token;
  const [, sign, amount = '0', unit] = match;
  const days = Number(amount) * (unit === 'w' ? 7 : 1);
  return addDays(today, sign === '-' ? -days : days);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function named(field: string): string {
  return /^\w+$/.test(field) ? field : `"${field}"`;
}

function resolveValue(field: FilterField, value: string, reader: Reader): string {
  const kind = FIELD_KINDS[field];
  if (kind === 'person' && value === 'me') return reader.me;
  if (kind === 'date' || kind === 'moment') return resolveDate(value, reader.today);
  return value;
}

/** The moment at which a day of the reader's zone begins, as the API writes moments. */
function startOfDay(isoDate: string): string {
  return `${fromIsoDate(isoDate).toISOString().slice(0, 19)}Z`;
}

function rangeExpression(field: FilterField, from: string, to: string): string {
  const moment = FIELD_KINDS[field] === 'moment';
  const parts: string[] = [];
  if (from) parts.push(`${named(field)} ge ${quoted(moment ? startOfDay(from) : from)}`);
  // A day of moments ends where the next begins.
  if (to && moment) parts.push(`${named(field)} lt ${quoted(startOfDay(addDays(to, 1)))}`);
  else if (to) parts.push(`${named(field)} le ${quoted(to)}`);
  return parts.join(' and ');
}

function anyOfExpression(field: FilterField, values: readonly string[], negated: boolean): string {
  const present = values.filter((value) => value !== '');
  const mayBeNull = present.length < values.length;
  const parts: string[] = [];
  if (mayBeNull) parts.push(`${named(field)} is null`);
  if (present.length > 0) parts.push(`${named(field)} in (${present.map(quoted).join(',')})`);
  const either = parts.length > 1 ? `(${parts.join(' or ')})` : parts.join('');
  if (!negated) return either;
  // What is empty is none of the values, so it belongs to the answer.
  const unlessNull = `not ${either}`;
  return mayBeNull || !NULLABLE.has(field)
    ? unlessNull
    : `(${named(field)} is null or ${unlessNull})`;
}

type Part = { parameter: string } | { expression: string };

function translate(field: FilterField, condition: Condition, reader: Reader): Part {
  if (condition.kind === 'contains') {
    const contains = `${named(field)} contains ${quoted(condition.text)}`;
    return { expression: condition.negated ? `not ${contains}` : contains };
  }
  if (condition.kind === 'range') {
    const from = resolveDate(condition.from, reader.today);
    return { expression: rangeExpression(field, from, resolveDate(condition.to, reader.today)) };
  }
  const values = condition.values.map((value) => resolveValue(field, value, reader));
  const only = values.length === 1 ? values[0] : undefined;
  if (FIELD_KINDS[field] === 'moment' && only) {
    return { expression: rangeExpression(field, only, only) };
  }
  // Plain equality goes as a parameter: the server answers its totals from kept counts.
  const plain = !condition.negated && values.every((value) => value !== '' && !value.includes(','));
  if (plain || (only === '' && !condition.negated)) return { parameter: values.join(',') };
  return { expression: anyOfExpression(field, values, condition.negated) };
}

export function toApiQuery(view: ViewQuery, reader: Reader): URLSearchParams {
  const params = new URLSearchParams();
  const expressions: string[] = [];
  for (const [name, condition] of Object.entries(view.conditions)) {
    const field = name as FilterField;
    const part = translate(field, condition, reader);
    if ('parameter' in part) params.set(field, part.parameter);
    else if (part.expression) expressions.push(part.expression);
  }
  if (view.expression) expressions.push(`(${view.expression})`);
  if (expressions.length > 0) params.set('filter', expressions.join(' and '));
  if (view.text.trim()) params.set('q', view.text.trim());
  if (view.sort.length > 0) params.set('sort', renderSort(view.sort));
  return params;
}
