import { useMemo } from 'react';
import type { TicketRow } from '@/shared/api/types';
import { useCommands } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useMay } from '@/shared/session/profile';
import { dateRange, monthName, today } from '@/shared/time/dates';
import { ConflictDialog } from '@/shared/tickets/conflict-dialog';
import { DragArea } from '@/shared/tickets/drag-area';
import { renderView, type ViewQuery } from '@/shared/tickets/view-query';
import { ErrorNotice } from '@/shared/ui/notice';
import { useLatest } from '@/shared/ui/use-latest';
import { useMedia } from '@/shared/ui/use-media';
import { Agenda } from './agenda';
import { CalendarBar } from './calendar-bar';
import { CalendarGrid } from './calendar-grid';
import { isInMonth, stepped, weeksShown, type Mode } from './calendar-range';
import styles from './calendar.module.css';
import { TicketFace } from './day-ticket';
import { dueBetween, useCalendarDays } from './use-calendar-days';
import { useDueMoves } from './use-due-moves';

export interface CalendarProps {
  view: ViewQuery;
  /** The day that the calendar is about, and how much around it is shown. */
  anchor: string;
  mode: Mode;
  onAnchor: (date: string) => void;
  onMode: (mode: Mode) => void;
  /** The ticket open beside the calendar. */
  openId: string | null;
  onOpen: (id: string | null) => void;
}

function useCalendarCommands(onToday: () => void, onLeave: () => void): void {
  const latest = useLatest({ onToday, onLeave });
  useCommands(
    useMemo(
      () => [
        {
          id: 'calendar-today',
          title: t.calendar.goToday,
          group: 'list' as const,
          keys: ['t'],
          run: () => {
            latest().onToday();
          },
        },
        {
          id: 'calendar-leave',
          title: t.ticket.close,
          group: 'list' as const,
          keys: ['Escape'],
          keyOnly: true,
          run: () => {
            latest().onLeave();
          },
        },
      ],
      [latest],
    ),
  );
}

function rangeTitle(mode: Mode, anchor: string, dates: readonly string[]): string {
  return mode === 'week'
    ? dateRange(dates[0] ?? anchor, dates.at(-1) ?? anchor)
    : monthName(anchor);
}

type CalendarBodyProps = CalendarProps & {
  label: string;
  weeks: readonly (readonly string[])[];
  dates: readonly string[];
};

/** The days with what is due on them, as a grid or as an agenda. */
function CalendarBody({ label, weeks, dates, ...props }: CalendarBodyProps) {
  const { view, mode, anchor, openId } = props;
  const mayEdit = useMay('Issue Tracker', 'Edit');
  const { days, isEmpty, isLoading, error, retry } = useCalendarDays(view, dates);
  const moves = useDueMoves();

  const onOpen = (row: TicketRow) => {
    props.onOpen(row.id);
  };
  const onDue = (row: TicketRow, date: string) => {
    if (date !== row['Due Date']) moves.save(row, { 'Due Date': date });
  };
  if (error && days.size === 0) return <ErrorNotice error={error} onRetry={retry} />;
  return (
    <>
      <DragArea
        enabled={mayEdit}
        onDrop={onDue}
        face={(row) => (
          <div className={styles.dragged}>
            <TicketFace row={row} />
          </div>
        )}
      >
        {(dragging) => (
          <div className={styles.body} aria-busy={isLoading}>
            {mode === 'agenda' ? (
              <Agenda
                label={label}
                dates={dates}
                days={days}
                openId={openId}
                onOpen={onOpen}
                listHref={(date) =>
                  paths.tickets(renderView(dueBetween(view, date, date)).toString())
                }
              />
            ) : (
              <CalendarGrid
                view={view}
                mode={mode}
                label={label}
                weeks={weeks}
                anchor={anchor}
                days={days}
                mayEdit={mayEdit}
                openId={openId}
                dragging={dragging}
                onDay={props.onAnchor}
                onOpen={onOpen}
                onDue={onDue}
              />
            )}
            {isEmpty && (
              <p className={styles.emptyNote} role="status">
                <strong>{t.calendar.emptyTitle}.</strong> {t.calendar.emptyText}
              </p>
            )}
          </div>
        )}
      </DragArea>
      {moves.conflict && (
        <ConflictDialog
          conflict={moves.conflict}
          onResolve={moves.resolve}
          onClose={moves.dismissConflict}
        />
      )}
    </>
  );
}

/** Tickets on the days by which they must be settled. */
export function Calendar(props: CalendarProps) {
  const { anchor, onAnchor } = props;
  const narrow = useMedia('(width <= 720px)');
  const mode = narrow ? 'agenda' : props.mode;
  const weeks = useMemo(() => weeksShown(mode, anchor), [mode, anchor]);
  const dates = useMemo(() => {
    const all = weeks.flat();
    return mode === 'agenda' ? all.filter((date) => isInMonth(date, anchor)) : all;
  }, [weeks, mode, anchor]);
  const goToday = () => {
    onAnchor(today());
  };
  useCalendarCommands(goToday, () => {
    props.onOpen(null);
  });
  const title = rangeTitle(mode, anchor, dates);
  return (
    <div className={styles.calendar}>
      <CalendarBar
        view={props.view}
        mode={mode}
        title={title}
        narrow={narrow}
        onMode={props.onMode}
        onStep={(by) => {
          onAnchor(stepped(mode, anchor, by));
        }}
        onToday={goToday}
      />
      <CalendarBody
        {...props}
        mode={mode}
        label={t.calendar.label(title)}
        weeks={weeks}
        dates={dates}
      />
      <p id="calendar-instructions" hidden>
        {t.calendar.instructions}
      </p>
    </div>
  );
}
