import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '@/shared/api/api-error';
import { call } from '@/shared/api/client';
import { newIdempotencyKey } from '@/shared/api/idempotency-key';
import { describeError } from '@/shared/api/describe-error';
import type { Priority, Ticket, TicketPatch } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { TICKETS, ticketKeys } from '@/shared/tickets/ticket-queries';
import { refreshTickets } from '@/shared/tickets/ticket-store';
import { useDraft } from '@/shared/ui/use-draft';

export interface NewTicket {
  Title: string;
  Description: string;
  Priority: Priority;
  Category: string;
  'Assignee Email': string | null;
  'Due Date': string | null;
  'Linked PO Id': number | null;
}

interface Draft {
  ticket: NewTicket;
  /** Makes sending it twice create it once. */
  key: string;
}

const BLANK: NewTicket = {
  Title: '',
  Description: '',
  Priority: 'Medium',
  Category: 'General',
  'Assignee Email': null,
  'Due Date': null,
  'Linked PO Id': null,
};

export function bodyOf(ticket: NewTicket): TicketPatch {
  return { ...ticket, Title: ticket.Title.trim(), Description: ticket.Description.trim() || null };
}

export interface Problems {
  message: string;
  byField: Readonly<Record<string, string>>;
}

const NO_PROBLEMS: Problems = { message: '', byField: {} };

function problemsOf(error: unknown): Problems {
  if (!(error instanceof ApiError) || error.fields.length === 0) {
    return { message: describeError(error), byField: {} };
  }
  const byField = Object.fromEntries(error.fields.map((each) => [each.Field, each.Message]));
  return { message: '', byField };
}

/** The ticket being written: a draft of this tab until it is created or discarded. */
export function useNewTicket() {
  const client = useQueryClient();
  const [draft, setDraft] = useDraft<Draft>('new-ticket');
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const [sending, setSending] = useState(false);
  const ticket = draft?.ticket ?? BLANK;

  const change = (patch: Partial<NewTicket>) => {
    // A changed ticket is another one: it may not be taken for a repetition.
    setDraft({ ticket: { ...ticket, ...patch }, key: newIdempotencyKey() });
    setProblems(NO_PROBLEMS);
  };
  const create = async (): Promise<Ticket | null> => {
    if (!ticket.Title.trim()) {
      setProblems({ message: '', byField: { Title: t.ticket.create.titleRequired } });
      return null;
    }
    setSending(true);
    try {
      const answer = await call<Ticket>('POST', TICKETS, {
        body: bodyOf(ticket),
        idempotencyKey: draft?.key,
      });
      setDraft(null);
      client.setQueryData(ticketKeys.one(answer.data.id), answer);
      refreshTickets(client);
      return answer.data;
    } catch (error) {
      setProblems(problemsOf(error));
      return null;
    } finally {
      setSending(false);
    }
  };
  return {
    ticket,
    change,
    create,
    discard: () => {
      setDraft(null);
    },
    problems,
    sending,
    isBlank: draft === null,
  };
}
