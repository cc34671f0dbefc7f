import { useQuery } from '@tanstack/react-query';
import { Package } from 'lucide-react';
import { Link } from 'wouter';
import type { Ticket } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useMay } from '@/shared/session/profile';
import { orderQuery } from '@/shared/tickets/order-queries';
import { StatusIcon } from '@/shared/tickets/status-mark';
import { fetchTicketPage, ticketKeys } from '@/shared/tickets/ticket-queries';
import { EMPTY_VIEW, renderView, withCondition } from '@/shared/tickets/view-query';
import { shortDate } from '@/shared/time/dates';
import styles from './order-card.module.css';

const SHOWN = 6;

function OrderHeader({ id }: { id: number }) {
  const { data: order } = useQuery(orderQuery(id));
  if (!order) return null;
  const date = order['PO List Order Date'];
  const facts: [string, string | null][] = [
    [t.ticket.supplier, order['Supplier Name']],
    [t.ticket.orderStatus, order['PO List Document Status']],
    [t.ticket.orderDate, date && shortDate(date)],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([label, value]) =>
          value && (
            <div key={label} className={styles.fact}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function OtherTickets({ ticketId, orderId }: { ticketId: string; orderId: number }) {
  const { data } = useQuery({
    queryKey: [...ticketKeys.all, 'on-order', orderId],
    queryFn: ({ signal }) =>
      fetchTicketPage({
        query: new URLSearchParams({ 'Linked PO Id': String(orderId) }),
        pageSize: SHOWN + 1,
        signal,
      }),
  });
  if (!data) return null;
  const others = data.rows.filter((row) => row.id !== ticketId).slice(0, SHOWN);
  if (others.length === 0) return <p className={styles.none}>{t.ticket.noOtherTickets}</p>;
  const view = withCondition(EMPTY_VIEW, 'Linked PO Id', {
    kind: 'any-of',
    values: [String(orderId)],
    negated: false,
  });
  return (
    <>
      <h3 className={styles.subheading}>{t.ticket.otherTickets}</h3>
      <ul>
        {others.map((row) => (
          <li key={row.id}>
            <Link href={paths.ticket(row.id)} className={styles.other}>
              <StatusIcon status={row.Status} />
              <span className={styles.id}>{row.id}</span>
              <span className={styles.otherTitle}>{row.Title}</span>
            </Link>
          </li>
        ))}
      </ul>
      {data.total > others.length + 1 && (
        <Link href={paths.tickets(renderView(view).toString())} className={styles.all}>
          {t.ticket.allOnOrder(data.total.toLocaleString())}
        </Link>
      )}
    </>
  );
}

/**
 * The linked purchase order: its header, for those who may see the register, and what else is wrong
 * with it.
 */
export function OrderCard({ ticket }: { ticket: Ticket }) {
  const maySee = useMay('Procurement', 'View');
  const id = ticket['Linked PO Id'];
  if (id === null) return null;
  return (
    <section className={styles.card} aria-labelledby="ticket-order">
      <h2 id="ticket-order" className={styles.heading}>
        <Package size={15} aria-hidden />
        {t.ticket.order}
        <span className={styles.number}>{ticket['Linked PO Number'] ?? id}</span>
      </h2>
      {maySee && <OrderHeader id={id} />}
      <OtherTickets ticketId={ticket.id} orderId={id} />
    </section>
  );
}
