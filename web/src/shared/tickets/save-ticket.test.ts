import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/api-error';
import type { Answer } from '../api/client';
import type { Ticket, TicketPatch, TicketRow } from '../api/types';
import { saveRow, saveTicket, type TicketServer } from './save-ticket';

const start = { id: 'TKT-001', Title: 'Late', Status: 'Open', Priority: 'Low' } as Ticket;

/** A server with one ticket, whose ETag is its content. */
function serverWith(ticket: Ticket): TicketServer & { ticket: () => Ticket } {
  let stored = ticket;
  const answer = (): Answer<Ticket> => ({ data: stored, etag: JSON.stringify(stored) });
  return {
    ticket: () => stored,
    get: async () => answer(),
    put: async (_id, patch: TicketPatch, ifMatch) => {
      if (ifMatch !== answer().etag) throw new ApiError(412, { Code: 'Ticket.Changed' });
      stored = { ...stored, ...patch };
      return answer();
    },
  };
}

const seen: Answer<Ticket> = { data: start, etag: JSON.stringify(start) };

describe('saving a ticket', () => {
  it('saves what nobody else touched', async () => {
    const server = serverWith(start);
    const result = await saveTicket(server, seen, { Status: 'Closed' });
    expect(result).toMatchObject({ kind: 'saved', changedByOthers: [] });
    expect(server.ticket().Status).toBe('Closed');
  });

  it('saves on top of a change to another field and loses neither', async () => {
    const server = serverWith({ ...start, Priority: 'High' });
    const result = await saveTicket(server, seen, { Status: 'Closed' });
    expect(result).toMatchObject({ kind: 'saved', changedByOthers: ['Priority'] });
    expect(server.ticket()).toMatchObject({ Status: 'Closed', Priority: 'High' });
  });

  it('tells what undoing goes back to: with the change of the other', async () => {
    const server = serverWith({ ...start, Priority: 'High' });
    const result = await saveTicket(server, seen, { Status: 'Closed' });
    expect(result).toMatchObject({ before: { Status: 'Open', Priority: 'High' } });
  });

  it('saves nothing when both changed the same field', async () => {
    const server = serverWith({ ...start, Status: 'Resolved' });
    const result = await saveTicket(server, seen, { Status: 'Closed', Title: 'Very late' });
    expect(result).toMatchObject({
      kind: 'conflict',
      patch: { Title: 'Very late' },
      conflicts: [{ field: 'Status', mine: 'Closed', theirs: 'Resolved' }],
    });
    expect(server.ticket()).toMatchObject({ Status: 'Resolved', Title: 'Late' });
  });

  it('gives up when somebody is quicker every time', async () => {
    const server = serverWith({ ...start, Priority: 'High' });
    const put = vi.fn(async () => {
      throw new ApiError(412, {});
    });
    await expect(saveTicket({ ...server, put }, seen, { Status: 'Closed' })).rejects.toBeInstanceOf(
      ApiError,
    );
    expect(put.mock.calls.length).toBeGreaterThan(1);
  });

  it('hands on every other refusal', async () => {
    const put = vi.fn().mockRejectedValue(new ApiError(403, {}));
    const server = { ...serverWith(start), put };
    await expect(saveTicket(server, seen, { Status: 'Closed' })).rejects.toMatchObject({
      status: 403,
    });
    expect(put).toHaveBeenCalledOnce();
  });
});

describe('saving a change of a row', () => {
  const row: TicketRow = start;

  it('saves on top of what others changed besides', async () => {
    const server = serverWith({ ...start, Priority: 'High' });
    expect(await saveRow(server, row, { Status: 'Closed' })).toMatchObject({ kind: 'saved' });
    expect(server.ticket()).toMatchObject({ Status: 'Closed', Priority: 'High' });
  });

  it('asks where the same field was changed since the row was read', async () => {
    const server = serverWith({ ...start, Status: 'In Progress' });
    const result = await saveRow(server, row, { Status: 'Closed' });
    expect(result).toMatchObject({
      kind: 'conflict',
      conflicts: [{ field: 'Status', mine: 'Closed', theirs: 'In Progress' }],
    });
    expect(server.ticket().Status).toBe('In Progress');
  });

  it('has nothing to save where somebody else made the same change', async () => {
    const server = serverWith({ ...start, Status: 'Closed' });
    const put = vi.spyOn(server, 'put');
    expect(await saveRow(server, row, { Status: 'Closed' })).toMatchObject({ kind: 'saved' });
    expect(put).not.toHaveBeenCalled();
  });
});
