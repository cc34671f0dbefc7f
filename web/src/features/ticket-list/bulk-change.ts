import { describeError } from '@/shared/api/describe-error';
import type { TicketPatch, TicketRow } from '@/shared/api/types';

export interface BulkFailure {
  row: TicketRow;
  reason: string;
}

export interface BulkProgress {
  done: number;
  total: number;
  failures: readonly BulkFailure[];
}

export interface BulkResult {
  changed: readonly TicketRow[];
  failures: readonly BulkFailure[];
}

interface BulkOptions {
  rows: readonly TicketRow[];
  change: (row: TicketRow) => Promise<unknown>;
  onProgress: (progress: BulkProgress) => void;
  signal: AbortSignal;
}

/** So many changes are under way at once: enough for the group commit, few enough for other readers. */
const AT_ONCE = 6;

/** Changes every row on its own, so that one refusal does not stop the others. */
export async function changeAll(options: BulkOptions): Promise<BulkResult> {
  const { rows, change, onProgress, signal } = options;
  const changed: TicketRow[] = [];
  const failures: BulkFailure[] = [];
  const waiting = rows.values();

  const work = async () => {
    for (const row of waiting) {
      if (signal.aborted) return;
      try {
        await change(row);
        changed.push(row);
      } catch (error) {
        failures.push({ row, reason: describeError(error) });
      }
      onProgress({
        done: changed.length + failures.length,
        total: rows.length,
        failures: [...failures],
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, rows.length) }, work));
  return { changed, failures };
}

/** What puts a row back as it was before the patch. */
export function reversal(row: TicketRow, patch: TicketPatch): TicketPatch {
  const before = row as unknown as Record<string, unknown>;
  return Object.fromEntries(Object.keys(patch).map((field) => [field, before[field] ?? null]));
}
