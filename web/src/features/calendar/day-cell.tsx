import { useDroppable } from '@dnd-kit/core';
import { useState, type KeyboardEvent } from 'react';
import type { TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { fromIsoDate, longDate, shortDate } from '@/shared/time/dates';
import { classNames } from '@/shared/ui/class-names';
import { Popover } from '@/shared/ui/popover';
import styles from './calendar.module.css';
import { DayList } from './day-list';
import { DayTicket, type DayTicketProps } from './day-ticket';
import type { Day } from './days';

export interface DayCellProps extends Pick<DayTicketProps, 'roomy' | 'mayEdit' | 'onOpen'> {
  date: string;
  day: Day;
  /** So many lines fit. */
  lines: number;
  isToday: boolean;
  isOutside: boolean;
  /** The one day that Tab comes to. */
  reachable: boolean;
  openId: string | null;
  dragging: boolean;
  /** The list of these tickets, where not all can be shown. */
  listHref: string;
  onTicketKey: (event: KeyboardEvent, row: TicketRow) => void;
}

function MoreTickets(props: DayCellProps & { hidden: number }) {
  const { date, day, hidden } = props;
  const [open, setOpen] = useState(false);
  return (
    <li>
      <Popover
        label={t.calendar.dayList(longDate(date))}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <button
            type="button"
            className={styles.more}
            tabIndex={-1}
            data-ticket="more"
            aria-label={t.calendar.moreOf(hidden, longDate(date))}
          >
            {t.calendar.more(hidden)}
          </button>
        }
      >
        <DayList
          date={date}
          day={day}
          listHref={props.listHref}
          onOpen={(row) => {
            setOpen(false);
            props.onOpen(row);
          }}
        />
      </Popover>
    </li>
  );
}

/** One day of the grid: its number, as many of its tickets as fit, and the way to the others. */
export function DayCell(props: DayCellProps) {
  const { date, day, lines, reachable } = props;
  const { setNodeRef, isOver } = useDroppable({ id: date });
  const fits = day.total <= lines;
  const shown = fits ? day.rows : day.rows.slice(0, Math.max(0, lines - 1));
  const isFirst = date.endsWith('-01');
  return (
    <div
      ref={setNodeRef}
      role="gridcell"
      className={classNames(
        styles.day,
        props.isOutside && styles.outside,
        props.dragging && styles.droppable,
        isOver && styles.target,
      )}
      tabIndex={reachable ? 0 : -1}
      data-day={date}
      aria-current={props.isToday ? 'date' : undefined}
    >
      <time
        dateTime={date}
        className={classNames(styles.number, props.isToday && styles.today)}
        aria-hidden
      >
        {isFirst ? shortDate(date) : fromIsoDate(date).getDate()}
      </time>
      {/* Not an aria-label: the name of a day may not leave out what can be read in it. */}
      <span className="visually-hidden">{t.calendar.day(longDate(date), day.total)}</span>
      {day.total > 0 && (
        <ul className={styles.tickets}>
          {shown.map((row) => (
            <DayTicket
              key={row.id}
              row={row}
              roomy={props.roomy}
              mayEdit={props.mayEdit}
              open={row.id === props.openId}
              onOpen={props.onOpen}
              onKeyDown={props.onTicketKey}
            />
          ))}
          {!fits && <MoreTickets {...props} hidden={day.total - shown.length} />}
        </ul>
      )}
    </div>
  );
}
