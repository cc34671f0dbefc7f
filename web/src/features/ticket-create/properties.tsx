import { t } from '@/shared/i18n';
import { CategoryPicker } from '@/shared/tickets/category-picker';
import { OrderPicker } from '@/shared/tickets/order-picker';
import { PriorityMark } from '@/shared/tickets/priority-mark';
import { DuePicker, PersonPicker, PriorityPicker } from '@/shared/tickets/value-pickers';
import { shortDate } from '@/shared/time/dates';
import { PersonMark } from '@/shared/ui/avatar';
import styles from './create-dialog.module.css';
import { OrderName } from './order-name';
import { PropertyButton } from './property-button';
import type { NewTicket } from './use-new-ticket';

interface PropertiesProps {
  ticket: NewTicket;
  onChange: (patch: Partial<NewTicket>) => void;
}

/** The short fields of the new ticket. */
export function Properties({ ticket, onChange }: PropertiesProps) {
  const set =
    <Name extends keyof NewTicket>(name: Name, close: () => void) =>
    (value: NewTicket[Name]) => {
      onChange({ [name]: value } as Partial<NewTicket>);
      close();
    };
  const assignee = ticket['Assignee Email'];
  const due = ticket['Due Date'];
  const orderId = ticket['Linked PO Id'];
  return (
    <div className={styles.properties}>
      <PropertyButton
        label={t.fields.Priority}
        value={<PriorityMark priority={ticket.Priority} />}
        editor={(close) => (
          <PriorityPicker value={ticket.Priority} onChoose={set('Priority', close)} />
        )}
      />
      <PropertyButton
        label={t.fields['Assignee Email']}
        value={assignee && <PersonMark email={assignee} />}
        editor={(close) => (
          <PersonPicker
            label={t.fields['Assignee Email']}
            nullable
            selected={[assignee ?? '']}
            onChoose={set('Assignee Email', close)}
          />
        )}
      />
      <PropertyButton
        label={t.fields['Due Date']}
        value={due && shortDate(due)}
        editor={(close) => <DuePicker value={due} onChoose={set('Due Date', close)} />}
      />
      <PropertyButton
        label={t.fields.Category}
        value={ticket.Category}
        editor={(close) => (
          <CategoryPicker value={ticket.Category} onChoose={set('Category', close)} />
        )}
      />
      <PropertyButton
        label={t.fields['Linked PO Number']}
        value={orderId && <OrderName id={orderId} />}
        editor={(close) => <OrderPicker value={orderId} onChoose={set('Linked PO Id', close)} />}
      />
    </div>
  );
}
