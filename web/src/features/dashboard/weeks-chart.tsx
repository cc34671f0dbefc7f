import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { BarRounded } from '@visx/shape';
import { useRef } from 'react';
import { Link } from 'wouter';
import type { Week } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { shortDate } from '@/shared/time/dates';
import { useElementSize } from '@/shared/ui/use-element-size';
import styles from './weeks.module.css';

const HEIGHT = 220;
const MARGIN = { top: 18, right: 4, bottom: 24, left: 30 };
/** Narrower than this, a number does not fit over a bar. */
const NUMBER_WIDTH = 14;
const LABEL_WIDTH = 52;

export interface WeekLinks {
  opened: (week: Week) => string;
  settled: (week: Week) => string;
}

interface WeekBarProps {
  x: number;
  width: number;
  top: number;
  bottom: number;
  count: number;
  name: string;
  href: string;
  className: string | undefined;
}

function WeekBar(props: WeekBarProps) {
  const { x, width, top, bottom, count } = props;
  return (
    <Link href={props.href} aria-label={props.name} className={styles.link}>
      <title>{props.name}</title>
      {/* The whole column can be hit, even where there is nothing to see. */}
      <rect x={x} y={0} width={width} height={bottom} fill="transparent" />
      <BarRounded
        x={x}
        y={top}
        width={width}
        height={Math.max(0, bottom - top)}
        radius={2}
        top
        className={props.className}
      />
      {width >= NUMBER_WIDTH && count > 0 && (
        <text x={x + width / 2} y={top - 4} className={styles.number}>
          {count.toLocaleString()}
        </text>
      )}
    </Link>
  );
}

interface WeekBarsProps {
  weeks: readonly Week[];
  links: WeekLinks;
  width: number;
}

function WeekBars({ weeks, links, width }: WeekBarsProps) {
  const [right, bottom] = [width - MARGIN.left - MARGIN.right, HEIGHT - MARGIN.top - MARGIN.bottom];
  const x = scaleBand({ domain: weeks.map(({ week }) => week), range: [0, right], padding: 0.28 });
  const greatest = Math.max(1, ...weeks.flatMap(({ opened, settled }) => [opened, settled]));
  const y = scaleLinear({ domain: [0, greatest], range: [bottom, 0], nice: 4 });
  const half = x.bandwidth() / 2;
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / Math.max(1, x.step())));
  return (
    <svg width={width} height={HEIGHT} role="group" aria-label={t.dashboard.weeks}>
      <Group left={MARGIN.left} top={MARGIN.top}>
        {y
          .ticks(4)
          .filter(Number.isInteger)
          .map((value) => (
            <g key={value} aria-hidden>
              <line x2={right} y1={y(value)} y2={y(value)} className={styles.line} />
              <text x={-8} y={y(value)} dy="0.32em" className={styles.value}>
                {value.toLocaleString()}
              </text>
            </g>
          ))}
        {weeks.map((week, at) => {
          const left = x(week.week) ?? 0;
          const day = shortDate(week.week);
          const common = { width: Math.max(1, half - 1), bottom };
          return (
            <g key={week.week}>
              <WeekBar
                {...common}
                x={left}
                top={y(week.opened)}
                count={week.opened}
                name={t.dashboard.openedIn(day, week.opened)}
                href={links.opened(week)}
                className={styles.opened}
              />
              <WeekBar
                {...common}
                x={left + half + 1}
                top={y(week.settled)}
                count={week.settled}
                name={t.dashboard.settledIn(day, week.settled)}
                href={links.settled(week)}
                className={styles.settled}
              />
              {(weeks.length - 1 - at) % every === 0 && (
                <text x={left + half} y={bottom + 17} className={styles.week} aria-hidden>
                  {day}
                </text>
              )}
            </g>
          );
        })}
      </Group>
    </svg>
  );
}

/** What was opened and what was settled, week by week; every bar leads to its list. */
export function WeeksChart({ weeks, links }: Omit<WeekBarsProps, 'width'>) {
  const place = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(place);
  return (
    <div ref={place} className={styles.place} style={{ height: HEIGHT }}>
      {width > 0 && <WeekBars weeks={weeks} links={links} width={width} />}
    </div>
  );
}
