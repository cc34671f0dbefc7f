import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '@/shared/api/client';
import { describeError } from '@/shared/api/describe-error';
import { t } from '@/shared/i18n';
import { ticketKeys, ticketPath } from '@/shared/tickets/ticket-queries';
import styles from '@/shared/tickets/conflict.module.css';
import { refreshTickets } from '@/shared/tickets/ticket-store';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { showToast } from '@/shared/ui/toasts';

interface DeleteDialogProps {
  id: string;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks before a ticket is deleted, since that cannot be undone. */
export function DeleteDialog({ id, onClose, onDeleted }: DeleteDialogProps) {
  const client = useQueryClient();
  const [working, setWorking] = useState(false);
  const remove = async () => {
    setWorking(true);
    try {
      await call('DELETE', ticketPath(id));
    } catch (error) {
      showToast({ text: describeError(error), tone: 'bad' });
      setWorking(false);
      return;
    }
    onDeleted();
    client.removeQueries({ queryKey: ticketKeys.one(id) });
    refreshTickets(client);
    showToast({ text: t.ticket.deleted(id) });
  };
  return (
    <Dialog title={t.ticket.deleteTitle(id)} width="narrow" onClose={onClose}>
      <p className={styles.text}>{t.ticket.deleteText}</p>
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button
          variant="danger"
          disabled={working}
          onClick={() => {
            void remove();
          }}
        >
          {t.common.delete}
        </Button>
      </div>
    </Dialog>
  );
}
