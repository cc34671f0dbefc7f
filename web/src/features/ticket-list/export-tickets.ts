import { ApiError } from '@/shared/api/api-error';
import { getFile } from '@/shared/api/client';
import { describeError } from '@/shared/api/describe-error';
import { t } from '@/shared/i18n';
import type { ColumnLayout } from '@/shared/preferences/preferences';
import { TICKETS } from '@/shared/tickets/ticket-queries';
import { saveFile } from '@/shared/ui/save-file';

/** What to ask for: the rows of the list's query, and its columns as they stand. */
export function exportQuery(
  query: URLSearchParams,
  layout: Pick<ColumnLayout, 'order' | 'hidden'>,
): URLSearchParams {
  const asked = new URLSearchParams(query);
  const shown = layout.order.filter((column) => !layout.hidden.includes(column));
  asked.set('fields', shown.join(','));
  return asked;
}

/** Saves the tickets in a file of the reader's; returns its name. */
export async function exportTickets(asked: URLSearchParams): Promise<string> {
  const file = await getFile(`${TICKETS}/export`, 'text/csv', asked);
  saveFile(file);
  return file.name;
}

export function describeExportError(error: unknown): string {
  const unwritable = error instanceof ApiError && error.code === 'Server.StorageUnavailable';
  return unwritable ? t.list.export.unwritable : describeError(error);
}
