import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { PRIORITIES, STATUSES, type Priority, type Status } from '@/shared/api/types';
import { fold } from '@/shared/fold';
import { t } from '@/shared/i18n';
import { peopleQuery } from '@/shared/session/people';
import { useProfile } from '@/shared/session/profile';
import { valueText } from '@/shared/tickets/condition-text';
import { PriorityMark } from '@/shared/tickets/priority-mark';
import { StatusMark } from '@/shared/tickets/status-mark';
import {
  FIELD_KINDS,
  NULLABLE,
  type Condition,
  type FilterField,
  type ViewQuery,
} from '@/shared/tickets/view-query';
import { PersonMark } from '@/shared/ui/avatar';
import { Picker, type Choice } from '@/shared/ui/picker';
import { useDebounced } from '@/shared/ui/use-debounced';
import styles from './filter.module.css';
import { useFacetCounts, type FacetCounts } from './use-facet-counts';

export interface ConditionEditorProps {
  view: ViewQuery;
  field: FilterField;
  condition: Condition | null;
  onChange: (condition: Condition | null) => void;
}

function contentOf(field: FilterField, value: string): ReactNode {
  if (value === '' || value === 'me') return valueText(field, value);
  if (field === 'Status') return <StatusMark status={value as Status} />;
  if (field === 'Priority') return <PriorityMark priority={value as Priority} />;
  if (FIELD_KINDS[field] === 'person') return <PersonMark email={value} />;
  return value;
}

function knownValues(field: FilterField, counts: FacetCounts | null): string[] {
  if (field === 'Status') return [...STATUSES];
  if (field === 'Priority') return [...PRIORITIES].reverse();
  return [...(counts?.keys() ?? [])].filter((value) => value !== '');
}

/** All values worth offering: the special ones, those that occur, and those already chosen. */
function valuesOf(
  field: FilterField,
  counts: FacetCounts | null,
  people: readonly string[],
  chosen: readonly string[],
): string[] {
  const special = [
    ...(FIELD_KINDS[field] === 'person' ? ['me'] : []),
    ...(NULLABLE.has(field) ? [''] : []),
  ];
  return [...new Set([...special, ...chosen, ...knownValues(field, counts), ...people])];
}

function usePeople(field: FilterField, text: string) {
  const wanted = useDebounced(text.trim(), 150);
  const isPerson = FIELD_KINDS[field] === 'person';
  const { data } = useQuery({ ...peopleQuery(wanted), enabled: isPerson });
  return isPerson ? (data ?? []) : [];
}

/** Any of some values, each with the number of tickets it would show. */
export function ChoiceEditor({ view, field, condition, onChange }: ConditionEditorProps) {
  const [text, setText] = useState('');
  const counts = useFacetCounts(view, field);
  const me = useProfile()['User Email'];
  const people = usePeople(field, text);
  const chosen = condition?.kind === 'any-of' ? condition.values : [];
  const negated = condition?.kind === 'any-of' && condition.negated;

  const names = new Map(people.map((each) => [each['User Email'], each['User Fullname']]));
  const choices: Choice[] = valuesOf(field, counts, [...names.keys()], chosen).map((value) => ({
    value,
    label: names.get(value) ?? valueText(field, value),
    content: contentOf(field, value),
    count: counts
      ? (counts.get(value === 'me' && FIELD_KINDS[field] === 'person' ? me : value) ?? 0)
      : undefined,
  }));
  const words = fold(text).trim();
  const shown = words
    ? choices.filter((each) => fold(`${each.label} ${each.value}`).includes(words))
    : choices;

  const change = (values: readonly string[], isNegated: boolean) => {
    onChange(values.length === 0 ? null : { kind: 'any-of', values, negated: isNegated });
  };
  return (
    <>
      <Picker
        label={t.fields[field]}
        choices={shown}
        selected={chosen}
        multiple
        loading={counts === null}
        onSearch={setText}
        onChoose={(value) => {
          const has = chosen.includes(value);
          change(has ? chosen.filter((each) => each !== value) : [...chosen, value], negated);
        }}
      />
      <label className={styles.invert}>
        <input
          type="checkbox"
          checked={negated}
          disabled={chosen.length === 0}
          onChange={(event) => {
            change(chosen, event.target.checked);
          }}
        />
        {t.list.filter.invert}
      </label>
    </>
  );
}
