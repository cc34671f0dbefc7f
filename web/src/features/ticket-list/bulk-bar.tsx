import { CalendarDays, CircleDot, Flag, UserRound, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { TicketPatch } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { Button } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import { Popover } from '@/shared/ui/popover';
import {
  DuePicker,
  PersonPicker,
  PriorityPicker,
  StatusPicker,
} from '@/shared/tickets/value-pickers';
import { BulkProgressBar } from './bulk-progress-bar';
import styles from './bulk-bar.module.css';
import type { BulkChange } from './use-bulk-change';

interface BulkActionProps {
  icon: ReactNode;
  label: string;
  children: (choose: () => void) => ReactNode;
}

function BulkAction({ icon, label, children }: BulkActionProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="quiet" size="small" className={styles.action ?? ''}>
          {icon}
          <span>{label}</span>
        </Button>
      }
    >
      {children(() => {
        setOpen(false);
      })}
    </Popover>
  );
}

function BulkActions({ onChange }: { onChange: (patch: TicketPatch) => void }) {
  const offer = (close: () => void) => (patch: TicketPatch) => {
    close();
    onChange(patch);
  };
  return (
    <>
      <BulkAction icon={<CircleDot size={14} aria-hidden />} label={t.fields.Status}>
        {(close) => (
          <StatusPicker
            onChoose={(Status) => {
              offer(close)({ Status });
            }}
          />
        )}
      </BulkAction>
      <BulkAction icon={<Flag size={14} aria-hidden />} label={t.fields.Priority}>
        {(close) => (
          <PriorityPicker
            onChoose={(Priority) => {
              offer(close)({ Priority });
            }}
          />
        )}
      </BulkAction>
      <BulkAction icon={<UserRound size={14} aria-hidden />} label={t.fields['Assignee Email']}>
        {(close) => (
          <PersonPicker
            label={t.fields['Assignee Email']}
            nullable
            onChoose={(email) => {
              offer(close)({ 'Assignee Email': email });
            }}
          />
        )}
      </BulkAction>
      <BulkAction icon={<CalendarDays size={14} aria-hidden />} label={t.fields['Due Date']}>
        {(close) => (
          <DuePicker
            onChoose={(date) => {
              offer(close)({ 'Due Date': date });
            }}
          />
        )}
      </BulkAction>
    </>
  );
}

interface BulkBarProps {
  chosen: number;
  total: number;
  mayEdit: boolean;
  bulk: BulkChange;
  onChange: (patch: TicketPatch) => void;
  onChooseAll: () => void;
  onClear: () => void;
}

/** What can be done with the selected tickets, and how it goes. */
export function BulkBar(props: BulkBarProps) {
  const { chosen, total, mayEdit, bulk } = props;
  if (bulk.progress) return <BulkProgressBar bulk={bulk} />;
  if (chosen === 0) return null;
  return (
    <section className={styles.bar} aria-label={t.list.bulk.label}>
      <span className={styles.count} role="status">
        {t.list.bulk.chosen(chosen.toLocaleString())}
      </span>
      {chosen < total && (
        <Button
          variant="quiet"
          size="small"
          className={styles.action ?? ''}
          onClick={props.onChooseAll}
        >
          {t.list.bulk.chooseEvery(total.toLocaleString())}
        </Button>
      )}
      <span className={styles.rule} aria-hidden />
      {mayEdit && <BulkActions onChange={props.onChange} />}
      <IconButton
        label={t.list.bulk.clear}
        keys="Escape"
        size="small"
        className={styles.action ?? ''}
        onClick={props.onClear}
      >
        <X size={14} aria-hidden />
      </IconButton>
    </section>
  );
}
