import { useRef, type KeyboardEvent } from 'react';
import type { TicketRow } from '@/shared/api/types';
import { paths } from '@/shared/paths';
import { today, weekdayName } from '@/shared/time/dates';
import { renderView, type ViewQuery } from '@/shared/tickets/view-query';
import { useElementSize } from '@/shared/ui/use-element-size';
import { isInMonth, type Mode } from './calendar-range';
import styles from './calendar.module.css';
import { DayCell } from './day-cell';
import { NO_DAY, type Day } from './days';
import { dueBetween } from './use-calendar-days';
import { useGridKeys } from './use-grid-keys';

const HEAD = 27;
const DAY_HEAD = 28;
const LINE = 22;
const ROOMY_LINE = 40;
const LEAST_LINES = 2;

export interface CalendarGridProps {
  mode: Mode;
  view: ViewQuery;
  label: string;
  weeks: readonly (readonly string[])[];
  /** The day that Tab comes to. */
  anchor: string;
  days: ReadonlyMap<string, Day>;
  mayEdit: boolean;
  openId: string | null;
  dragging: boolean;
  onDay: (date: string) => void;
  onOpen: (row: TicketRow) => void;
  onDue: (row: TicketRow, date: string) => void;
}

/** How many tickets a day has room for. */
function linesFor(height: number, weeks: number, roomy: boolean): number {
  const room = (height - HEAD) / weeks - DAY_HEAD;
  return Math.max(LEAST_LINES, Math.floor(room / (roomy ? ROOMY_LINE : LINE)));
}

function Weekdays({ week }: { week: readonly string[] }) {
  return (
    <div role="row" className={styles.weekdays}>
      {week.map((date) => (
        <div key={date} role="columnheader" className={styles.weekday}>
          <span aria-hidden>{weekdayName(date, 'short')}</span>
          <span className="visually-hidden">{weekdayName(date, 'long')}</span>
        </div>
      ))}
    </div>
  );
}

interface WeekRowProps extends CalendarGridProps {
  week: readonly string[];
  lines: number;
  onTicketKey: (event: KeyboardEvent, row: TicketRow) => void;
}

function WeekRow({ week, lines, onTicketKey, ...props }: WeekRowProps) {
  const roomy = props.mode === 'week';
  const current = today();
  return (
    <div role="row" className={styles.week}>
      {week.map((date) => (
        <DayCell
          key={date}
          date={date}
          day={props.days.get(date) ?? NO_DAY}
          lines={lines}
          roomy={roomy}
          isToday={date === current}
          isOutside={!roomy && !isInMonth(date, props.anchor)}
          reachable={date === props.anchor}
          mayEdit={props.mayEdit}
          openId={props.openId}
          dragging={props.dragging}
          listHref={paths.tickets(renderView(dueBetween(props.view, date, date)).toString())}
          onOpen={props.onOpen}
          onTicketKey={onTicketKey}
        />
      ))}
    </div>
  );
}

/** The days in rows of weeks, walked by arrow keys. */
export function CalendarGrid(props: CalendarGridProps) {
  const { weeks, mode } = props;
  const grid = useRef<HTMLDivElement>(null);
  const { height } = useElementSize(grid);
  const lines = linesFor(height, weeks.length, mode === 'week');
  const { onKeyDown, onTicketKey } = useGridKeys({
    grid,
    mayEdit: props.mayEdit,
    onDay: props.onDay,
    onDue: props.onDue,
  });
  return (
    // The days in it have the focus; their keys are heard here.
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={grid}
      role="grid"
      aria-label={props.label}
      aria-describedby="calendar-instructions"
      className={styles.grid}
      data-mode={mode}
      onKeyDown={onKeyDown}
    >
      <Weekdays week={weeks[0] ?? []} />
      {weeks.map((week) => (
        <WeekRow key={week[0]} {...props} week={week} lines={lines} onTicketKey={onTicketKey} />
      ))}
    </div>
  );
}
