import { useMemo, useState, type ReactNode } from 'react';
import type { Ticket, TicketPatch } from '@/shared/api/types';
import { useCommands, type Command } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { CategoryPicker } from '@/shared/tickets/category-picker';
import { DueMark } from '@/shared/tickets/due-mark';
import { OrderPicker } from '@/shared/tickets/order-picker';
import { PriorityMark } from '@/shared/tickets/priority-mark';
import { StatusMark } from '@/shared/tickets/status-mark';
import {
  DuePicker,
  PersonPicker,
  PriorityPicker,
  StatusPicker,
} from '@/shared/tickets/value-pickers';
import { TimeAgo } from '@/shared/time/time-ago';
import { PersonMark } from '@/shared/ui/avatar';
import { Fact } from './fact';
import styles from './facts.module.css';

type FactName = 'Status' | 'Priority' | 'Assignee Email' | 'Due Date' | 'Category' | 'Linked PO Id';

interface FactsProps {
  ticket: Ticket;
  mayEdit: boolean;
  onSave: (patch: TicketPatch) => void;
}

function useFactCommands(mayEdit: boolean, open: (name: FactName) => void): void {
  useCommands(
    useMemo(() => {
      if (!mayEdit) return [];
      const offer = (
        id: 'status' | 'priority' | 'assignee' | 'due',
        key: string,
        name: FactName,
      ): Command => ({
        id: `ticket-${id}`,
        title: t.ticket.keys[id],
        group: 'ticket',
        keys: [key],
        run: () => {
          open(name);
        },
      });
      return [
        offer('status', 's', 'Status'),
        offer('priority', 'p', 'Priority'),
        offer('assignee', 'a', 'Assignee Email'),
        offer('due', 'd', 'Due Date'),
      ];
    }, [mayEdit, open]),
  );
}

function FixedFacts({ ticket }: { ticket: Ticket }) {
  return (
    <>
      <Fact label={t.ticket.reportedBy} value={<PersonMark email={ticket['Reporter Email']} />} />
      <Fact label={t.ticket.created} value={<TimeAgo at={ticket['Created At']} />} />
      <Fact label={t.ticket.updated} value={<TimeAgo at={ticket['Updated At']} />} />
    </>
  );
}

interface FactSpec {
  name: FactName;
  label: string;
  value: ReactNode;
  editor: (close: () => void) => ReactNode;
}

type Saver = <Name extends FactName>(
  name: Name,
  close: () => void,
) => (value: Ticket[Name]) => void;

function workFacts(ticket: Ticket, saver: Saver): FactSpec[] {
  const assignee = ticket['Assignee Email'];
  return [
    {
      name: 'Status',
      label: t.fields.Status,
      value: <StatusMark status={ticket.Status} />,
      editor: (close) => <StatusPicker value={ticket.Status} onChoose={saver('Status', close)} />,
    },
    {
      name: 'Priority',
      label: t.fields.Priority,
      value: <PriorityMark priority={ticket.Priority} />,
      editor: (close) => (
        <PriorityPicker value={ticket.Priority} onChoose={saver('Priority', close)} />
      ),
    },
    {
      name: 'Assignee Email',
      label: t.fields['Assignee Email'],
      value: assignee && <PersonMark email={assignee} />,
      editor: (close) => (
        <PersonPicker
          label={t.fields['Assignee Email']}
          nullable
          selected={[assignee ?? '']}
          onChoose={saver('Assignee Email', close)}
        />
      ),
    },
  ];
}

function subjectFacts(ticket: Ticket, saver: Saver): FactSpec[] {
  return [
    {
      name: 'Due Date',
      label: t.fields['Due Date'],
      value: ticket['Due Date'] && <DueMark ticket={ticket} />,
      editor: (close) => (
        <DuePicker value={ticket['Due Date']} onChoose={saver('Due Date', close)} />
      ),
    },
    {
      name: 'Category',
      label: t.fields.Category,
      value: ticket.Category,
      editor: (close) => (
        <CategoryPicker value={ticket.Category} onChoose={saver('Category', close)} />
      ),
    },
    {
      name: 'Linked PO Id',
      label: t.fields['Linked PO Number'],
      value: ticket['Linked PO Number'] ?? ticket['Linked PO Id'],
      editor: (close) => (
        <OrderPicker value={ticket['Linked PO Id']} onChoose={saver('Linked PO Id', close)} />
      ),
    },
  ];
}

/** The short fields of a ticket. */
export function Facts({ ticket, mayEdit, onSave }: FactsProps) {
  const [open, setOpen] = useState<FactName | null>(null);
  useFactCommands(mayEdit, setOpen);

  const saver: Saver = (name, close) => (value) => {
    close();
    if (value !== ticket[name]) onSave({ [name]: value } as TicketPatch);
  };
  const facts = [...workFacts(ticket, saver), ...subjectFacts(ticket, saver)];
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, label, value, editor }) => (
        <Fact
          key={name}
          label={label}
          value={value}
          editor={mayEdit ? editor : undefined}
          open={open === name}
          onOpenChange={(isOpen) => {
            setOpen(isOpen ? name : null);
          }}
        />
      ))}
      <FixedFacts ticket={ticket} />
    </dl>
  );
}
