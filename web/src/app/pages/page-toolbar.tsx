import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { ViewToolbar } from '@/features/ticket-list/view-toolbar';
import { useCommands } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { summaryQuery } from '@/shared/tickets/ticket-queries';
import { useApiQuery, type ViewInUrl } from '@/shared/tickets/use-view';

interface PageToolbarProps {
  title: string;
  url: ViewInUrl;
  actions?: ReactNode;
}

/** The toolbar of the list over other pages of tickets, with its keys and its count. */
export function PageToolbar({ title, url, actions }: PageToolbarProps) {
  const search = useRef<HTMLInputElement>(null);
  const [adding, setAdding] = useState(false);
  const query = useApiQuery(url.view);
  const { data } = useQuery({ ...summaryQuery(query, []), placeholderData: keepPreviousData });
  useCommands(
    useMemo(
      () => [
        {
          id: 'view-search',
          title: t.list.search,
          group: 'list' as const,
          keys: ['/'],
          run: () => {
            search.current?.focus();
          },
        },
        {
          id: 'view-filter',
          title: t.list.keys.filter,
          group: 'list' as const,
          keys: ['f'],
          run: () => {
            setAdding(true);
          },
        },
      ],
      [],
    ),
  );
  return (
    <ViewToolbar
      title={title}
      total={data?.total ?? null}
      view={url.view}
      onView={url.setView}
      search={search}
      adding={adding}
      onAdding={setAdding}
      onLeaveSearch={() => search.current?.blur()}
      actions={actions}
    />
  );
}
