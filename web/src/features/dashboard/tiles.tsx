import { Link } from 'wouter';
import type { Summary } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { overdueOf, unresolvedOf } from '@/shared/tickets/view-parts';
import type { ViewQuery } from '@/shared/tickets/view-query';
import { classNames } from '@/shared/ui/class-names';
import styles from './dashboard.module.css';
import { durationText } from './duration';
import { dueSoonView, happenedBetween, hrefOf, valueView, type Clock } from './figure-links';

interface TileProps {
  label: string;
  value: string;
  note: string;
  href: string | null;
  tone?: 'danger' | 'warn' | undefined;
}

/** One number, what it says, and the way to what it counts. */
function Tile({ label, value, note, href, tone }: TileProps) {
  const content = (
    <>
      <span className={styles.tileLabel}>{label}</span>
      <span className={classNames(styles.tileValue, tone && styles[tone])}>{value}</span>
      <span className={styles.tileNote}>{note}</span>
    </>
  );
  return (
    <li className={styles.tile}>
      {href ? (
        <Link href={href} className={styles.tileLink}>
          {content}
        </Link>
      ) : (
        <div className={styles.tileLink}>{content}</div>
      )}
    </li>
  );
}

function countOf(summary: Summary, field: string, value: string): number {
  return summary.counts[field]?.find((each) => each.value === value)?.count ?? 0;
}

interface TilesProps {
  view: ViewQuery;
  open: Summary;
  all: Summary;
  clock: Clock;
}

function SettlingTiles({ view, all, clock }: Omit<TilesProps, 'open'>) {
  const time = all.settling_seconds ?? null;
  const href = time && hrefOf(happenedBetween(view, 'Settled At', time.since, '', clock));
  const note = time
    ? t.dashboard.settledSince(time.count.toLocaleString())
    : t.dashboard.nothingSettled;
  return (
    <>
      <Tile
        label={t.dashboard.median}
        value={time ? durationText(time.median) : '–'}
        note={note}
        href={href}
      />
      <Tile
        label={t.dashboard.p90}
        value={time ? durationText(time.p90) : '–'}
        note={note}
        href={href}
      />
    </>
  );
}

/** The numbers that one wants to see first. */
export function Tiles({ view, open, all, clock }: TilesProps) {
  const critical = countOf(open, 'Priority', 'Critical');
  const share = (count: number) =>
    t.dashboard.ofOpen(open.total === 0 ? 0 : Math.round((100 * count) / open.total));
  return (
    <ul className={styles.tiles} aria-label={t.dashboard.figures}>
      <Tile
        label={t.dashboard.open}
        value={open.total.toLocaleString()}
        note={t.dashboard.allOpen}
        href={hrefOf(unresolvedOf(view))}
      />
      <Tile
        label={t.dashboard.overdue}
        value={open.overdue.toLocaleString()}
        note={share(open.overdue)}
        href={hrefOf(overdueOf(view, clock.today))}
        tone={open.overdue > 0 ? 'danger' : undefined}
      />
      <Tile
        label={t.dashboard.dueSoon}
        value={open.due_soon.toLocaleString()}
        note={share(open.due_soon)}
        href={hrefOf(dueSoonView(view, clock))}
        tone={open.due_soon > 0 ? 'warn' : undefined}
      />
      <Tile
        label={t.dashboard.critical}
        value={critical.toLocaleString()}
        note={share(critical)}
        href={hrefOf(valueView(unresolvedOf(view), 'Priority', 'Critical'))}
      />
      <SettlingTiles view={view} all={all} clock={clock} />
    </ul>
  );
}
