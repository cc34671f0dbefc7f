import { Download } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useCommands } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import type { ColumnLayout } from '@/shared/preferences/preferences';
import { useApiQuery } from '@/shared/tickets/use-view';
import type { ViewQuery } from '@/shared/tickets/view-query';
import { IconButton } from '@/shared/ui/icon-button';
import { showToast } from '@/shared/ui/toasts';
import { useLatest } from '@/shared/ui/use-latest';
import { describeExportError, exportQuery, exportTickets } from './export-tickets';

interface ExportButtonProps {
  view: ViewQuery;
  layout: ColumnLayout;
}

function useExport({ view, layout }: ExportButtonProps) {
  const query = useApiQuery(view);
  const working = useRef(false);
  const [isWorking, setWorking] = useState(false);

  const start = async () => {
    if (working.current) return;
    working.current = true;
    setWorking(true);
    try {
      const name = await exportTickets(exportQuery(query, layout));
      showToast({ text: t.list.export.done(name), tone: 'good' });
    } catch (error) {
      showToast({ text: describeExportError(error), tone: 'bad' });
    } finally {
      working.current = false;
      setWorking(false);
    }
  };
  return { start, isWorking };
}

/** Saves all rows of the view, however many are loaded, as a file for spreadsheets. */
export function ExportButton(props: ExportButtonProps) {
  const { start, isWorking } = useExport(props);
  const latest = useLatest(start);
  useCommands(
    useMemo(
      () => [
        {
          id: 'list-export',
          title: t.list.export.button,
          group: 'list' as const,
          keywords: 'excel spreadsheet download',
          run: () => {
            void latest()();
          },
        },
      ],
      [latest],
    ),
  );
  return (
    <IconButton
      label={isWorking ? t.list.export.working : t.list.export.button}
      size="small"
      aria-busy={isWorking}
      onClick={() => {
        void start();
      }}
    >
      <Download size={14} aria-hidden />
    </IconButton>
  );
}
