import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { longDate, today } from '@/shared/time/dates';
import { classNames } from '@/shared/ui/class-names';
import { TicketLine } from './day-list';
import styles from './day-list.module.css';
import type { Day } from './days';

interface AgendaProps {
  label: string;
  dates: readonly string[];
  days: ReadonlyMap<string, Day>;
  openId: string | null;
  onOpen: (row: TicketRow) => void;
  listHref: (date: string) => string;
}

/** The days on which something is due, one below the other. */
export function Agenda({ label, dates, days, openId, onOpen, listHref }: AgendaProps) {
  const current = today();
  const todayLine = useRef<HTMLLIElement>(null);
  const month = dates[0];
  const loaded = days.size > 0;
  // A month that has begun is read from today on.
  useEffect(() => {
    if (loaded) todayLine.current?.scrollIntoView({ block: 'start' });
  }, [month, loaded]);
  const shown = dates.filter((date) => date === current || (days.get(date)?.total ?? 0) > 0);
  return (
    <ol className={styles.agenda} aria-label={label}>
      {shown.map((date) => {
        const day = days.get(date);
        return (
          <li
            key={date}
            ref={date === current ? todayLine : undefined}
            className={styles.agendaDay}
          >
            <h2 className={classNames(styles.agendaHead, date === current && styles.agendaToday)}>
              <time dateTime={date}>{longDate(date)}</time>
              {date === current && <span className={styles.badge}>{t.calendar.today}</span>}
            </h2>
            {day ? (
              <ul className={styles.lines}>
                {day.rows.map((row) => (
                  <TicketLine key={row.id} row={row} open={row.id === openId} onOpen={onOpen} />
                ))}
              </ul>
            ) : (
              <p className={styles.nothing}>{t.calendar.emptyDay}</p>
            )}
            {day && day.total > day.rows.length && (
              <Link href={listHref(date)} className={styles.toList}>
                {t.calendar.inList(day.total.toLocaleString())}
              </Link>
            )}
          </li>
        );
      })}
    </ol>
  );
}
