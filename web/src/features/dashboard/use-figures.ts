import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { summaryQuery } from '@/shared/tickets/ticket-queries';
import { useAskable } from '@/shared/tickets/use-askable-fields';
import { useApiQuery } from '@/shared/tickets/use-view';
import { unresolvedOf } from '@/shared/tickets/view-parts';
import type { ViewQuery } from '@/shared/tickets/view-query';
import type { Summary } from '@/shared/api/types';
import { useMemo } from 'react';

export const WEEKS = 12;
/** Values of each figure; more make a list that nobody reads. */
const LONGEST = 8;

const OPEN_BY = [
  'Priority',
  'Category',
  'Assignee Email',
  'Age',
  'Linked PO Number',
  'Supplier Name',
];

export interface Figures {
  /** Of what is still to be done. */
  open: Summary | undefined;
  /** Of everything that the view keeps, with its weeks. */
  all: Summary | undefined;
  error: unknown;
  isBehind: boolean;
  retry: () => void;
}

/** All figures of the dashboard: two questions to one place. */
export function useFigures(view: ViewQuery): Figures {
  const openBy = useAskable(OPEN_BY);
  const openQuery = useApiQuery(useMemo(() => unresolvedOf(view), [view]));
  const allQuery = useApiQuery(view);
  const open = useQuery({
    ...queryOptions(summaryQuery(openQuery, openBy, { limit: LONGEST })),
    placeholderData: keepPreviousData,
  });
  const all = useQuery({
    ...queryOptions(summaryQuery(allQuery, [], { weeks: WEEKS })),
    placeholderData: keepPreviousData,
  });
  return {
    open: open.data,
    all: all.data,
    error: open.error ?? all.error,
    isBehind: open.isPlaceholderData || all.isPlaceholderData,
    retry: () => {
      void open.refetch();
      void all.refetch();
    },
  };
}
