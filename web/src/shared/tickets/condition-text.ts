import type { Priority, Status } from '../api/types';
import { t } from '../i18n';
import { isIsoDate, shortDate } from '../time/dates';
import { FIELD_KINDS, type Condition, type FilterField } from './view-query';

/** A value of a field in words: `me`, an empty value, a relative date. */
export function valueText(field: FilterField, value: string): string {
  if (value === '') return t.common.none;
  const kind = FIELD_KINDS[field];
  if (kind === 'person' && value === 'me') return t.common.me;
  if (kind === 'date' || kind === 'moment') return dateText(value);
  if (field === 'Status') return t.status[value as Status] ?? value;
  if (field === 'Priority') return t.priority[value as Priority] ?? value;
  return value;
}

export function dateText(token: string): string {
  if (isIsoDate(token)) return shortDate(token);
  const match = /^today(?:([+-])(\d+)([dw]))?$/.exec(token);
  if (!match) return token;
  const [, sign, amount, unit] = match;
  if (!sign) return t.list.dates.today;
  if (unit === 'd' && amount === '1') {
    return sign === '+' ? t.list.dates.tomorrow : t.list.dates.yesterday;
  }
  const unitText = unit === 'w' ? t.list.dates.weeks : t.list.dates.days;
  const write = sign === '+' ? t.list.dates.plus : t.list.dates.minus;
  return write(Number(amount), unitText);
}

function presetText(from: string, to: string): string | null {
  const presets: Record<string, string> = {
    '..today-1d': t.list.dates.overdue,
    'today..today+7d': t.list.dates.next7,
    'today..today+30d': t.list.dates.next30,
    'today-7d..': t.list.dates.last7,
    'today-30d..': t.list.dates.last30,
    'today-90d..': t.list.dates.last90,
  };
  return presets[`${from}..${to}`] ?? null;
}

/** A condition in words, without the name of its field. */
export function conditionText(field: FilterField, condition: Condition): string {
  switch (condition.kind) {
    case 'contains': {
      const { contains, containsNot } = t.list.filter;
      return `${condition.negated ? containsNot : contains} “${condition.text}”`;
    }
    case 'range': {
      const { from, to } = condition;
      const preset = presetText(from, to);
      if (preset) return preset;
      if (from && to) return t.list.dates.range(dateText(from), dateText(to));
      return from ? t.list.dates.since(dateText(from)) : t.list.dates.until(dateText(to));
    }
    case 'any-of': {
      if (condition.values.join('') === '' && condition.negated) return t.list.filter.anything;
      const [first = '', second, ...rest] = condition.values;
      const named = [first, ...(second === undefined ? [] : [second])].map((value) =>
        valueText(field, value),
      );
      const more = rest.length > 0 ? ` ${t.list.filter.more(rest.length)}` : '';
      return named.join(', ') + more;
    }
  }
}

/** The word between the field and the condition. */
export function conditionVerb(condition: Condition): string {
  const negated =
    condition.kind === 'any-of' && condition.negated && condition.values.join('') !== '';
  return negated ? t.list.filter.isNot : t.list.filter.is;
}
