import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { t } from '@/shared/i18n';
import { countQuery } from '@/shared/tickets/ticket-queries';
import { useApiQuery } from '@/shared/tickets/use-view';
import { parseView } from '@/shared/tickets/view-query';
import styles from './sidebar.module.css';

/** How many tickets a view keeps; nothing as long as that is not known. */
export function ViewCount({ search }: { search: string }) {
  const query = useApiQuery(useMemo(() => parseView(search), [search]));
  const { data: count } = useQuery(countQuery(query));
  if (count === undefined) return null;
  return (
    <span className={styles.count}>
      <span aria-hidden>{count.toLocaleString()}</span>
      <span className="visually-hidden">{t.dashboard.tickets(count)}</span>
    </span>
  );
}
