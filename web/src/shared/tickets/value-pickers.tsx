import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PRIORITIES, STATUSES, type Priority, type Status } from '../api/types';
import { t } from '../i18n';
import { peopleQuery } from '../session/people';
import { useProfile } from '../session/profile';
import { addDays, shortDate, today } from '../time/dates';
import { PersonMark } from '../ui/avatar';
import { Picker, type Choice } from '../ui/picker';
import { useDebounced } from '../ui/use-debounced';
import { PriorityMark } from './priority-mark';
import { StatusMark } from './status-mark';
import styles from './value-pickers.module.css';

interface PickerProps<Value> {
  value?: Value;
  onChoose: (value: Value) => void;
}

export function StatusPicker({ value, onChoose }: PickerProps<Status>) {
  const choices = STATUSES.map((status) => ({
    value: status,
    label: t.status[status],
    content: <StatusMark status={status} />,
  }));
  return (
    <Picker
      label={t.fields.Status}
      choices={choices}
      selected={value ? [value] : []}
      onChoose={(chosen) => {
        onChoose(chosen as Status);
      }}
    />
  );
}

export function PriorityPicker({ value, onChoose }: PickerProps<Priority>) {
  const choices = [...PRIORITIES].reverse().map((priority) => ({
    value: priority,
    label: t.priority[priority],
    content: <PriorityMark priority={priority} />,
  }));
  return (
    <Picker
      label={t.fields.Priority}
      choices={choices}
      selected={value ? [value] : []}
      onChoose={(chosen) => {
        onChoose(chosen as Priority);
      }}
    />
  );
}

const EMAIL = /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/;

interface PersonPickerProps {
  label: string;
  selected?: readonly string[];
  nullable?: boolean;
  multiple?: boolean;
  onChoose: (email: string | null) => void;
}

/** People by name or address; any address may be typed, for a team's mailbox is nobody's account. */
export function PersonPicker(props: PersonPickerProps) {
  const { label, selected = [], nullable = false, multiple = false, onChoose } = props;
  const [text, setText] = useState('');
  const me = useProfile();
  const wanted = useDebounced(text.trim(), 120);
  const { data: people = [], isPending } = useQuery(peopleQuery(wanted));

  const choices: Choice[] = people.map((person) => ({
    value: person['User Email'],
    label: person['User Fullname'],
    content: <PersonMark email={person['User Email']} />,
  }));
  const mine = me['User Email'];
  if (!text) {
    choices.sort((a, b) => Number(b.value === mine) - Number(a.value === mine));
    if (nullable) choices.unshift({ value: '', label: t.list.unassigned });
    for (const email of selected) {
      if (email && !choices.some((choice) => choice.value === email)) {
        choices.unshift({ value: email, label: email });
      }
    }
  }
  return (
    <Picker
      label={label}
      choices={choices}
      selected={selected}
      multiple={multiple}
      loading={isPending}
      onSearch={setText}
      allowsOther={(typed) => (EMAIL.test(typed) ? typed.toLowerCase() : null)}
      onChoose={(value) => {
        onChoose(value === '' ? null : value);
      }}
    />
  );
}

/** A due date: the near ones by name, any other from the calendar of the browser. */
export function DuePicker({ value, onChoose }: PickerProps<string | null>) {
  const day = today();
  const { dates, bulk } = t.list;
  const near: [string, string][] = [
    [dates.today, day],
    [dates.tomorrow, addDays(day, 1)],
    [dates.plus(3, dates.days), addDays(day, 3)],
    [dates.plus(1, dates.weeks), addDays(day, 7)],
    [dates.plus(2, dates.weeks), addDays(day, 14)],
  ];
  const choices: Choice[] = near.map(([label, date]) => ({
    value: date,
    label,
    content: (
      <span className={styles.date}>
        <span>{label}</span>
        <span className={styles.faint}>{shortDate(date)}</span>
      </span>
    ),
  }));
  choices.push({ value: '', label: bulk.dueClear });
  return (
    <>
      <Picker
        label={t.fields['Due Date']}
        choices={choices}
        selected={value === undefined ? [] : [value ?? '']}
        onChoose={(chosen) => {
          onChoose(chosen || null);
        }}
      />
      <DateField value={value ?? ''} onSet={onChoose} />
    </>
  );
}

function DateField({ value, onSet }: { value: string; onSet: (date: string) => void }) {
  const [date, setDate] = useState(value);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (date) onSet(date);
      }}
    >
      <input
        type="date"
        className={styles.input}
        aria-label={t.fields['Due Date']}
        value={date}
        onChange={(event) => {
          setDate(event.target.value);
        }}
      />
      <button type="submit" className={styles.set} disabled={!date}>
        {t.list.bulk.dueSet}
      </button>
    </form>
  );
}
