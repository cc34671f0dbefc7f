import { useMemo } from 'react';
import type { Priority, Summary } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { today } from '@/shared/time/dates';
import { utcOffset } from '@/shared/time/utc-offset';
import { valueText } from '@/shared/tickets/condition-text';
import { PriorityMark } from '@/shared/tickets/priority-mark';
import { unresolvedOf } from '@/shared/tickets/view-parts';
import {
  EMPTY_VIEW,
  isFiltered,
  type FilterField,
  type ViewQuery,
} from '@/shared/tickets/view-query';
import { PersonMark } from '@/shared/ui/avatar';
import { Button } from '@/shared/ui/button';
import { classNames } from '@/shared/ui/class-names';
import { ErrorNotice, Notice } from '@/shared/ui/notice';
import { Skeleton } from '@/shared/ui/skeleton';
import { BarList, type Bar } from './bar-list';
import styles from './dashboard.module.css';
import { ageView, hrefOf, valueView, weekView, type Clock } from './figure-links';
import { Tiles } from './tiles';
import { useFigures } from './use-figures';
import { WeeksCard } from './weeks-card';

interface DashboardProps {
  view: ViewQuery;
  onView: (view: ViewQuery) => void;
}

function labelOf(field: FilterField, value: string | null) {
  if (value === null) return undefined;
  if (field === 'Priority') return <PriorityMark priority={value as Priority} />;
  return field === 'Assignee Email' ? <PersonMark email={value} /> : undefined;
}

function nameOf(field: FilterField, value: string | null): string {
  if (field === 'Assignee Email' && value === null) return t.list.unassigned;
  return valueText(field, value ?? '');
}

/** The counts of a field as bars, each with the way to its tickets. */
function barsOf(open: Summary, view: ViewQuery, field: FilterField): Bar[] {
  return (open.counts[field] ?? []).map(({ value, count }) => ({
    key: value ?? '',
    name: nameOf(field, value),
    label: labelOf(field, value),
    count,
    href: hrefOf(valueView(view, field, value)),
  }));
}

function ageBars(open: Summary, view: ViewQuery, clock: Clock): Bar[] {
  const names = t.dashboard.ages as Record<string, string>;
  return (open.counts['Age'] ?? []).map(({ value, count }) => ({
    key: value ?? '',
    name: names[value ?? ''] ?? value ?? '',
    count,
    href: hrefOf(ageView(view, value ?? '', clock)),
  }));
}

function Loading() {
  return (
    <div className={styles.dashboard} aria-busy="true" aria-label={t.common.loading}>
      <div className={styles.tiles}>
        {Array.from({ length: 6 }, (_, at) => (
          <div key={at} className={styles.tileLink}>
            <Skeleton width="50%" />
            <Skeleton width="40%" height={26} />
            <Skeleton width="70%" />
          </div>
        ))}
      </div>
    </div>
  );
}

function Empty({ view, onView }: DashboardProps) {
  if (!isFiltered(view)) {
    return <Notice title={t.dashboard.emptyTitle} text={t.dashboard.emptyAllText} />;
  }
  return (
    <Notice title={t.dashboard.emptyTitle} text={t.dashboard.emptyText}>
      <Button
        onClick={() => {
          onView(EMPTY_VIEW);
        }}
      >
        {t.list.clearFilters}
      </Button>
    </Notice>
  );
}

interface CardsProps {
  view: ViewQuery;
  open: Summary;
  all: Summary;
  clock: Clock;
}

function Cards({ view, open, all, clock }: CardsProps) {
  const openView = unresolvedOf(view);
  const links = {
    opened: ({ week }: { week: string }) => hrefOf(weekView(view, 'Created At', week, clock)),
    settled: ({ week }: { week: string }) => hrefOf(weekView(view, 'Settled At', week, clock)),
  };
  const bars = (field: FilterField) => barsOf(open, openView, field);
  return (
    <div className={styles.cards}>
      <WeeksCard weeks={all.weeks ?? []} links={links} />
      <BarList title={t.dashboard.byAge} bars={ageBars(open, openView, clock)} />
      <BarList title={t.dashboard.byPriority} bars={bars('Priority').reverse()} />
      <BarList title={t.dashboard.byCategory} bars={bars('Category')} />
      <BarList title={t.dashboard.byAssignee} bars={bars('Assignee Email')} />
      <div className={styles.half}>
        <BarList title={t.dashboard.byOrder} bars={bars('Linked PO Number')} />
        {open.counts['Supplier Name'] && (
          <BarList title={t.dashboard.bySupplier} bars={bars('Supplier Name')} />
        )}
      </div>
    </div>
  );
}

/** How the desk is doing: every number comes from the server and leads to the tickets that it counts. */
export function Dashboard({ view, onView }: DashboardProps) {
  const { open, all, error, isBehind, retry } = useFigures(view);
  const day = today();
  const clock = useMemo(() => ({ today: day, offset: utcOffset() }), [day]);
  if (!open || !all) return error ? <ErrorNotice error={error} onRetry={retry} /> : <Loading />;
  if (all.total === 0) return <Empty view={view} onView={onView} />;
  return (
    <div className={classNames(styles.dashboard, isBehind && styles.behind)}>
      <Tiles view={view} open={open} all={all} clock={clock} />
      <Cards view={view} open={open} all={all} clock={clock} />
    </div>
  );
}
