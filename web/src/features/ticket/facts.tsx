import { useMemo, useState } from 'react';
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

/** The short fields of a ticket. */
export function Facts({ ticket, mayEdit, onSave }: FactsProps) {
  const [open, setOpen] = useState<FactName | null>(null);
  useFactCommands(mayEdit, setOpen);

  const control = (name: FactName) => ({
    open: open === name,
    onOpenChange: (isOpen: boolean) => {
      setOpen(isOpen ? name : null);
    },
  });
  const saver =
    <Name extends FactName>(name: Name, close: () => void) =>
    (value: Ticket[Name]) => {
      close();
      if (value !== ticket[name]) onSave({ [name]: value } as TicketPatch);
    };
  const assignee = ticket['Assignee Email'];
  return (
    <dl className={styles.facts}>
      <Fact
        label={t.fields.Status}
        value={<StatusMark status={ticket.Status} />}
        {...control('Status')}
        editor={
          mayEdit
            ? (close) => <StatusPicker value={ticket.Status} onChoose={saver('Status', close)} />
            : undefined
        }
      />
      <Fact
        label={t.fields.Priority}
        value={<PriorityMark priority={ticket.Priority} />}
        {...control('Priority')}
        editor={
          mayEdit
            ? (close) => (
                <PriorityPicker value={ticket.Priority} onChoose={saver('Priority', close)} />
              )
            : undefined
        }
      />
      <Fact
        label={t.fields['Assignee Email']}
        value={assignee && <PersonMark email={assignee} />}
        {...control('Assignee Email')}
        editor={
          mayEdit
            ? (close) => (
                <PersonPicker
                  label={t.fields['Assignee Email']}
                  nullable
                  selected={[assignee ?? '']}
                  onChoose={saver('Assignee Email', close)}
                />
              )
            : undefined
        }
      />
      <Fact
        label={t.fields['Due Date']}
        value={ticket['Due Date'] && <DueMark ticket={ticket} />}
        {...control('Due Date')}
        editor={
          mayEdit
            ? (close) => (
                <DuePicker value={ticket['Due Date']} onChoose={saver('Due Date', close)} />
              )
            : undefined
        }
      />
      <Fact
        label={t.fields.Category}
        value={ticket.Category}
        {...control('Category')}
        editor={
          mayEdit
            ? (close) => (
                <CategoryPicker value={ticket.Category} onChoose={saver('Category', close)} />
              )
            : undefined
        }
      />
      <Fact
        label={t.fields['Linked PO Number']}
        value={ticket['Linked PO Number'] ?? ticket['Linked PO Id']}
        {...control('Linked PO Id')}
        editor={
          mayEdit
            ? (close) => (
                <OrderPicker
                  value={ticket['Linked PO Id']}
                  onChoose={saver('Linked PO Id', close)}
                />
              )
            : undefined
        }
      />
      <FixedFacts ticket={ticket} />
    </dl>
  );
}
