import { addressOf } from '@/shared/base-path';
import { Link } from 'wouter';
import type { TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { longDate } from '@/shared/time/dates';
import { classNames } from '@/shared/ui/class-names';
import { isPlainClick } from '@/shared/ui/plain-click';
import { PersonMark } from '@/shared/ui/avatar';
import calendar from './calendar.module.css';
import { TicketFace } from './day-ticket';
import styles from './day-list.module.css';
import type { Day } from './days';

interface TicketLineProps {
  row: TicketRow;
  open?: boolean;
  onOpen: (row: TicketRow) => void;
}

/** A ticket in a list of a day. */
export function TicketLine({ row, open = false, onOpen }: TicketLineProps) {
  return (
    <li>
      <a
        href={addressOf(paths.ticket(row.id))}
        className={classNames(styles.line, open && calendar.open)}
        onClick={(event) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          onOpen(row);
        }}
      >
        <TicketFace row={row} />
        <span className={styles.lineId} aria-hidden>
          {row.id}
        </span>
        {row['Assignee Email'] && (
          <span className={styles.lineWho}>
            <PersonMark email={row['Assignee Email']} />
          </span>
        )}
      </a>
    </li>
  );
}

interface DayListProps {
  date: string;
  day: Day;
  listHref: string;
  onOpen: (row: TicketRow) => void;
}

/** Everything that is due on a day; of very many the first, and the way to the list. */
export function DayList({ date, day, listHref, onOpen }: DayListProps) {
  return (
    <div className={styles.dayList}>
      <h2 className={styles.dayListHead}>{longDate(date)}</h2>
      <ul className={styles.lines}>
        {day.rows.map((row) => (
          <TicketLine key={row.id} row={row} onOpen={onOpen} />
        ))}
      </ul>
      <Link href={listHref} className={styles.toList}>
        {t.calendar.inList(day.total.toLocaleString())}
      </Link>
    </div>
  );
}
