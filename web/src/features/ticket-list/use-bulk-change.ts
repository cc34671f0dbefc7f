import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { TicketPatch, TicketRow } from '@/shared/api/types';
import { doneWithUndo } from '@/shared/commands/undo-stack';
import { t } from '@/shared/i18n';
import { putTicket, refreshTickets, showTicket } from '@/shared/tickets/ticket-store';
import { showToast } from '@/shared/ui/toasts';
import { changeAll, reversal, type BulkProgress } from './bulk-change';

export interface BulkChange {
  /** Under way, or ended with failures; null when there is nothing to tell. */
  progress: (BulkProgress & { running: boolean }) | null;
  start: (rows: readonly TicketRow[], patch: TicketPatch) => void;
  stop: () => void;
  retry: () => void;
  dismiss: () => void;
}

/** The bulk change of the list, one at a time, with undo. */
export function useBulkChange(): BulkChange {
  const client = useQueryClient();
  const [progress, setProgress] = useState<BulkChange['progress']>(null);
  const controller = useRef<AbortController | null>(null);
  const lastPatch = useRef<TicketPatch>({});

  const run = async (
    rows: readonly TicketRow[],
    patchOf: (row: TicketRow) => TicketPatch,
    onDone: (changed: readonly TicketRow[]) => void,
  ) => {
    controller.current = new AbortController();
    setProgress({ done: 0, total: rows.length, failures: [], running: true });
    const { changed, failures } = await changeAll({
      rows,
      change: async (row) => {
        showTicket(client, await putTicket(row.id, patchOf(row)));
      },
      onProgress: (now) => {
        setProgress({ ...now, running: true });
      },
      signal: controller.current.signal,
    });
    setProgress(
      failures.length > 0
        ? { done: changed.length + failures.length, total: rows.length, failures, running: false }
        : null,
    );
    refreshTickets(client);
    if (changed.length > 0) onDone(changed);
  };

  const undo = (rows: readonly TicketRow[], patch: TicketPatch) => {
    void run(
      rows,
      (row) => reversal(row, patch),
      () => {
        showToast({ text: t.list.bulk.undone, tone: 'good' });
      },
    );
  };

  const start = (rows: readonly TicketRow[], patch: TicketPatch) => {
    lastPatch.current = patch;
    void run(
      rows,
      () => patch,
      (changed) => {
        const count = changed.length;
        const text = count === 1 ? t.list.bulk.doneOne : t.list.bulk.done(count.toLocaleString());
        doneWithUndo(text, () => {
          undo(changed, patch);
        });
      },
    );
  };

  return {
    progress,
    start,
    stop: () => {
      controller.current?.abort();
    },
    retry: () => {
      const rows = progress?.failures.map((failure) => failure.row) ?? [];
      start(rows, lastPatch.current);
    },
    dismiss: () => {
      setProgress(null);
    },
  };
}
