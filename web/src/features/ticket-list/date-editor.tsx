import { t } from '@/shared/i18n';
import { today } from '@/shared/time/dates';
import { resolveDate } from '@/shared/tickets/api-query';
import {
  FIELD_KINDS,
  NULLABLE,
  parseCondition,
  renderCondition,
  type Condition,
} from '@/shared/tickets/view-query';
import { Picker, type Choice } from '@/shared/ui/picker';
import type { ConditionEditorProps } from './choice-editor';
import styles from './filter.module.css';

function presets(isMoment: boolean, nullable: boolean): Choice[] {
  const { dates } = t.list;
  const ahead = [
    { value: '..today-1d', label: dates.overdue },
    { value: 'today', label: dates.today },
    { value: 'today+1d', label: dates.tomorrow },
    { value: 'today..today+7d', label: dates.next7 },
    { value: 'today..today+30d', label: dates.next30 },
  ];
  const behind = [
    { value: 'today', label: dates.today },
    { value: 'today-1d', label: dates.yesterday },
    { value: 'today-7d..', label: dates.last7 },
    { value: 'today-30d..', label: dates.last30 },
    { value: 'today-90d..', label: dates.last90 },
  ];
  const empty = [
    { value: '', label: t.list.filter.empty },
    { value: '!', label: t.list.filter.notEmpty },
  ];
  return [...(isMoment ? behind : ahead), ...(nullable ? empty : [])];
}

function endsOf(condition: Condition | null): { from: string; to: string } {
  if (condition?.kind === 'range') return condition;
  const only = condition?.kind === 'any-of' ? (condition.values[0] ?? '') : '';
  return { from: only, to: only };
}

/** A relative date, which means the same tomorrow, or a range of fixed ones. */
export function DateEditor({ field, condition, onChange }: ConditionEditorProps) {
  const isMoment = FIELD_KINDS[field] === 'moment';
  const ends = endsOf(condition);
  const setEnds = (from: string, to: string) => {
    onChange(from || to ? { kind: 'range', from, to } : null);
  };
  return (
    <>
      <Picker
        label={t.fields[field]}
        choices={presets(isMoment, NULLABLE.has(field))}
        selected={condition ? [renderCondition(condition)] : []}
        onChoose={(value) => {
          onChange(parseCondition(value));
        }}
      />
      <div className={styles.range}>
        <label className={styles.rangeEnd}>
          {t.list.filter.from}
          <input
            type="date"
            value={resolveDate(ends.from, today())}
            onChange={(event) => {
              setEnds(event.target.value, ends.to);
            }}
          />
        </label>
        <label className={styles.rangeEnd}>
          {t.list.filter.to}
          <input
            type="date"
            value={resolveDate(ends.to, today())}
            onChange={(event) => {
              setEnds(ends.from, event.target.value);
            }}
          />
        </label>
      </div>
    </>
  );
}
