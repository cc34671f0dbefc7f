import { t } from '@/shared/i18n';
import styles from './ticket-panel.module.css';
import { TicketView, type TicketViewProps } from './ticket-view';

/** A ticket beside the list. */
export function TicketPanel(props: Omit<TicketViewProps, 'isPanel'>) {
  return (
    <aside className={styles.panel} aria-label={t.ticket.label(props.id)}>
      <TicketView key={props.id} {...props} isPanel />
    </aside>
  );
}
