import { ChevronLeft, ChevronRight, TriangleAlert } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { today } from '@/shared/time/dates';
import { summaryQuery } from '@/shared/tickets/ticket-queries';
import { useApiQuery } from '@/shared/tickets/use-view';
import { overdueOf } from '@/shared/tickets/view-parts';
import { renderView, type ViewQuery } from '@/shared/tickets/view-query';
import { Button } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import { MODES, type Mode } from './calendar-range';
import styles from './calendar.module.css';

interface CalendarBarProps {
  view: ViewQuery;
  mode: Mode;
  title: string;
  /** Only the agenda has room. */
  narrow: boolean;
  onMode: (mode: Mode) => void;
  onStep: (by: number) => void;
  onToday: () => void;
}

/** What is late, wherever the calendar is. */
function OverdueLink({ view }: { view: ViewQuery }) {
  const { data } = useQuery(summaryQuery(useApiQuery(view), []));
  if (!data || data.overdue === 0) return null;
  return (
    <Link
      href={paths.tickets(renderView(overdueOf(view, today())).toString())}
      className={styles.overdueLink}
      title={t.calendar.overdueLong}
    >
      <TriangleAlert size={13} aria-hidden />
      {t.calendar.overdue(data.overdue.toLocaleString())}
    </Link>
  );
}

function ModeSwitch({ mode, onMode }: Pick<CalendarBarProps, 'mode' | 'onMode'>) {
  return (
    <div className={styles.modes} role="group" aria-label={t.calendar.mode}>
      {MODES.map((each) => (
        <button
          key={each}
          type="button"
          className={styles.mode}
          aria-pressed={each === mode}
          onClick={() => {
            onMode(each);
          }}
        >
          {t.calendar.modes[each]}
        </button>
      ))}
    </div>
  );
}

export function CalendarBar(props: CalendarBarProps) {
  const { mode } = props;
  return (
    <div className={styles.bar}>
      <IconButton
        label={t.calendar.earlier[mode]}
        size="small"
        onClick={() => {
          props.onStep(-1);
        }}
      >
        <ChevronLeft size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t.calendar.later[mode]}
        size="small"
        onClick={() => {
          props.onStep(1);
        }}
      >
        <ChevronRight size={16} aria-hidden />
      </IconButton>
      <h2 className={styles.range} aria-live="polite">
        {props.title}
      </h2>
      <Button size="small" onClick={props.onToday}>
        {t.calendar.today}
      </Button>
      <span className={styles.space} />
      <OverdueLink view={props.view} />
      {!props.narrow && <ModeSwitch mode={mode} onMode={props.onMode} />}
    </div>
  );
}
