import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { TicketRow } from '@/shared/api/types';
import { useCommandList, type Command } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { StatusIcon } from '@/shared/tickets/status-mark';
import { fetchTicketPage, ticketKeys } from '@/shared/tickets/ticket-queries';
import { EMPTY_VIEW, renderView } from '@/shared/tickets/view-query';
import { Dialog } from '@/shared/ui/dialog';
import { Keys } from '@/shared/ui/keys';
import { matching, Picker, type Choice } from '@/shared/ui/picker';
import { useDebounced } from '@/shared/ui/use-debounced';
import styles from './palette.module.css';

interface Entry extends Choice {
  run: () => void;
}

const SHORTEST_SEARCH = 2;
const TICKETS_SHOWN = 6;

function commandEntry(command: Command): Entry {
  const keys = command.keys?.[0];
  return {
    value: command.id,
    label: command.title,
    keywords: `${command.keywords ?? ''} ${t.commands.groups[command.group]}`,
    content: (
      <span className={styles.line}>
        <span className={styles.text}>{command.title}</span>
        <span className={styles.group}>{t.commands.groups[command.group]}</span>
        {keys && <Keys keys={keys} />}
      </span>
    ),
    run: command.run,
  };
}

function ticketEntry(ticket: TicketRow, open: (id: string) => void): Entry {
  return {
    value: ticket.id,
    label: ticket.Title,
    content: (
      <span className={styles.line}>
        <StatusIcon status={ticket.Status} />
        <span className={styles.id}>{ticket.id}</span>
        <span className={styles.text}>{ticket.Title}</span>
      </span>
    ),
    run: () => {
      open(ticket.id);
    },
  };
}

/** "17", "tkt-17" and "TKT-017" all name the same ticket. */
export function ticketIdIn(text: string): string | null {
  const match = /^(?:tkt-?)?(\d{1,12})$/i.exec(text.trim());
  return match ? `TKT-${(match[1] ?? '').replace(/^0+(?=\d)/, '').padStart(3, '0')}` : null;
}

function useFoundTickets(text: string): TicketRow[] {
  const wanted = useDebounced(text.trim(), 150);
  const { data } = useQuery({
    queryKey: [...ticketKeys.all, 'found', wanted],
    queryFn: ({ signal }) =>
      fetchTicketPage({
        query: new URLSearchParams({ q: wanted }),
        pageSize: TICKETS_SHOWN,
        signal,
      }),
    enabled: wanted.length >= SHORTEST_SEARCH,
    placeholderData: keepPreviousData,
  });
  return text.trim().length >= SHORTEST_SEARCH ? (data?.rows ?? []) : [];
}

export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [, navigate] = useLocation();
  const commands = useCommandList();
  const found = useFoundTickets(text);
  // Run when the dialog has given the focus back: it may take it.
  const chosen = useRef<Entry | null>(null);

  const open = (id: string) => {
    navigate(paths.ticket(id));
  };
  const offered = commands.filter((command) => !command.keyOnly).map(commandEntry);
  const entries: Entry[] = [...(matching(offered, text) as Entry[])];
  const id = ticketIdIn(text);
  if (id && !found.some((ticket) => ticket.id === id)) {
    const title = t.commands.openTicket(id);
    entries.push({
      value: id,
      label: title,
      run: () => {
        open(id);
      },
    });
  }
  entries.push(...found.map((ticket) => ticketEntry(ticket, open)));
  if (text.trim()) {
    const search = renderView({ ...EMPTY_VIEW, text: text.trim() }).toString();
    const title = t.commands.searchFor(text.trim());
    entries.push({
      value: 'search',
      label: title,
      run: () => {
        navigate(paths.tickets(search));
      },
    });
  }

  return (
    <Dialog
      title={t.commands.palette}
      hideTitle
      onClose={onClose}
      afterClose={() => chosen.current?.run()}
    >
      <div className={styles.palette}>
        <Picker
          label={t.commands.placeholder}
          choices={entries}
          selected={[]}
          onSearch={setText}
          onChoose={(value) => {
            chosen.current = entries.find((each) => each.value === value) ?? null;
            onClose();
          }}
        />
      </div>
    </Dialog>
  );
}
