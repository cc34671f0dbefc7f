import { Bell, BellOff, Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Ticket } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { usePersonName } from '@/shared/session/people-directory';
import { useProfile } from '@/shared/session/profile';
import { PersonPicker } from '@/shared/tickets/value-pickers';
import { PersonMark } from '@/shared/ui/avatar';
import { Button } from '@/shared/ui/button';
import { Popover } from '@/shared/ui/popover';
import styles from './subscribers.module.css';

interface SubscribersProps {
  ticket: Ticket;
  mayEdit: boolean;
  onSave: (subscribers: string[]) => void;
}

function Subscriber({ email, onRemove }: { email: string; onRemove: (() => void) | null }) {
  const name = usePersonName(email);
  return (
    <li className={styles.person}>
      <PersonMark email={email} />
      {onRemove && (
        <button
          type="button"
          className={styles.remove}
          aria-label={t.ticket.removeSubscriber(name)}
          onClick={onRemove}
        >
          <X size={12} aria-hidden />
        </button>
      )}
    </li>
  );
}

/** Who is told about the ticket. */
export function Subscribers({ ticket, mayEdit, onSave }: SubscribersProps) {
  const [open, setOpen] = useState(false);
  const me = useProfile()['User Email'];
  const { Subscribers: subscribers } = ticket;
  const toggle = (email: string) => {
    const has = subscribers.includes(email);
    onSave(has ? subscribers.filter((each) => each !== email) : [...subscribers, email]);
  };
  const subscribed = subscribers.includes(me);
  return (
    <section aria-labelledby="ticket-subscribers">
      <div className={styles.head}>
        <h2 id="ticket-subscribers" className={styles.heading}>
          {t.ticket.subscribers}
        </h2>
        {mayEdit && (
          <Button
            size="small"
            variant="quiet"
            onClick={() => {
              toggle(me);
            }}
          >
            {subscribed ? <BellOff size={13} aria-hidden /> : <Bell size={13} aria-hidden />}
            {subscribed ? t.ticket.unsubscribe : t.ticket.subscribe}
          </Button>
        )}
      </div>
      <ul className={styles.people}>
        {subscribers.map((email) => (
          <Subscriber
            key={email}
            email={email}
            onRemove={
              mayEdit
                ? () => {
                    toggle(email);
                  }
                : null
            }
          />
        ))}
        {mayEdit && (
          <li>
            <Popover
              label={t.ticket.addSubscriber}
              open={open}
              onOpenChange={setOpen}
              trigger={
                <Button size="small" variant="quiet" aria-label={t.ticket.addSubscriber}>
                  <Plus size={13} aria-hidden />
                </Button>
              }
            >
              <PersonPicker
                label={t.ticket.addSubscriber}
                multiple
                selected={subscribers}
                onChoose={(email) => {
                  if (email) toggle(email);
                }}
              />
            </Popover>
          </li>
        )}
      </ul>
    </section>
  );
}
