import { Calendar } from '@/features/calendar/calendar';
import { anchorOf, modeOf } from '@/features/calendar/calendar-range';
import { today } from '@/shared/time/dates';
import { useViewInUrl } from '@/shared/tickets/use-view';
import { PageToolbar } from './page-toolbar';
import { useShownView } from './use-shown-view';
import { ViewPage } from './view-page';
import styles from './view-page.module.css';

const DAY = 'day';
const SHOW = 'show';

/** The calendar by due date. Which days it shows is in the address too. */
export function CalendarPage() {
  const url = useViewInUrl();
  const { title, actions } = useShownView('calendar');
  const mode = modeOf(url.parameter(SHOW));
  return (
    <ViewPage title={title} layout="calendar" url={url} step={null}>
      {() => (
        <div className={styles.stack}>
          <PageToolbar title={title} url={url} actions={actions} />
          <div className={styles.body}>
            <Calendar
              view={url.view}
              anchor={anchorOf(url.parameter(DAY), today())}
              mode={mode}
              onAnchor={(date) => {
                url.setParameter(DAY, date === today() ? null : date, { replace: true });
              }}
              onMode={(next) => {
                url.setParameter(SHOW, next === 'month' ? null : next);
              }}
              openId={url.openId}
              onOpen={url.setOpenId}
            />
          </div>
        </div>
      )}
    </ViewPage>
  );
}
