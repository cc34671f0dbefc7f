import { ChartColumn, Table } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Week } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { shortDate } from '@/shared/time/dates';
import { classNames } from '@/shared/ui/class-names';
import { IconButton } from '@/shared/ui/icon-button';
import styles from './dashboard.module.css';
import { WeeksChart, type WeekLinks } from './weeks-chart';
import chart from './weeks.module.css';

interface WeeksCardProps {
  weeks: readonly Week[];
  links: WeekLinks;
}

function WeeksTable({ weeks, links }: WeeksCardProps) {
  return (
    <table className={chart.table}>
      <thead>
        <tr>
          <th scope="col">{t.dashboard.week}</th>
          <th scope="col">{t.dashboard.opened}</th>
          <th scope="col">{t.dashboard.settled}</th>
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.week}>
            <th scope="row">{shortDate(week.week)}</th>
            <td>
              <Link href={links.opened(week)}>{week.opened.toLocaleString()}</Link>
            </td>
            <td>
              <Link href={links.settled(week)}>{week.settled.toLocaleString()}</Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The weeks as a chart or, for who prefers numbers, as a table. */
export function WeeksCard({ weeks, links }: WeeksCardProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <section className={classNames(styles.card, styles.wide)} aria-label={t.dashboard.weeks}>
      <div className={chart.head}>
        <h2 className={styles.cardTitle}>{t.dashboard.weeks}</h2>
        {!asTable && (
          <p className={chart.legend} aria-hidden>
            <span className={classNames(chart.swatch, chart.openedSwatch)} /> {t.dashboard.opened}
            <span className={classNames(chart.swatch, chart.settledSwatch)} /> {t.dashboard.settled}
          </p>
        )}
        <IconButton
          label={asTable ? t.dashboard.asChart : t.dashboard.asTable}
          size="small"
          onClick={() => {
            setAsTable(!asTable);
          }}
        >
          {asTable ? <ChartColumn size={15} aria-hidden /> : <Table size={15} aria-hidden />}
        </IconButton>
      </div>
      {asTable ? (
        <WeeksTable weeks={weeks} links={links} />
      ) : (
        <WeeksChart weeks={weeks} links={links} />
      )}
    </section>
  );
}
