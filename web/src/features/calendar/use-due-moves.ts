import { useQueryClient } from '@tanstack/react-query';
import type { TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { ticketKeys } from '@/shared/tickets/ticket-queries';
import { showRow } from '@/shared/tickets/ticket-store';
import { useRowSave, type RowSave } from '@/shared/tickets/use-row-save';
import { shortDate } from '@/shared/time/dates';

function movedText(row: TicketRow): string {
  const due = row['Due Date'];
  return due === null ? t.calendar.movedToNone(row.id) : t.calendar.moved(row.id, shortDate(due));
}

/** Moves tickets to other days: shown at once, saved at once, undone on demand. */
export function useDueMoves(): RowSave {
  const client = useQueryClient();
  return useRowSave({
    show: async (_before, after) => {
      await client.cancelQueries({ queryKey: ticketKeys.calendar });
      showRow(client, after);
    },
    settle: () => {
      void client.invalidateQueries({ queryKey: ticketKeys.calendar });
    },
    text: movedText,
  });
}
