import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/shared/api/api-error';
import { t } from '@/shared/i18n';
import { describeExportError, exportQuery, exportTickets } from './export-tickets';

const fetchMock = vi.fn<typeof fetch>();
let saved: { href: string; name: string }[] = [];

beforeEach(() => {
  fetchMock.mockReset();
  vi.stubGlobal('fetch', fetchMock);
  saved = [];
  URL.createObjectURL = () => 'blob:made';
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push({ href: this.href, name: this.download });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('an export', () => {
  it('asks for the rows of the view and the columns that are shown, in their order', () => {
    const query = new URLSearchParams({ Status: 'Open', q: 'pallet', sort: '-Priority' });
    const asked = exportQuery(query, { order: ['Title', 'id', 'Category'], hidden: ['Category'] });
    expect(Object.fromEntries(asked)).toEqual({
      Status: 'Open',
      q: 'pallet',
      sort: '-Priority',
      fields: 'Title,id',
    });
    expect(query.has('fields')).toBe(false);
  });

  it('is saved under the name that the server gives it', async () => {
    const headers = { 'Content-Disposition': 'attachment; filename="tickets-2024-03-10.csv"' };
    fetchMock.mockResolvedValue(new Response('id\r\n', { status: 200, headers }));
    const name = await exportTickets(new URLSearchParams({ fields: 'id' }));
    expect(name).toBe('tickets-2024-03-10.csv');
    expect(saved).toEqual([{ href: 'blob:made', name }]);
    const [address, init] = fetchMock.mock.calls[0] ?? [];
    expect(address).toBe('/api/issue-tracker-tickets/export?fields=id');
    expect((init?.headers as Record<string, string>).Accept).toContain('text/csv');
  });

  it('that the server refuses saves nothing and says what the server says', async () => {
    const body = {
      Message: '12 tickets match, and an export has at most 10.',
      Code: 'Export.TooLarge',
    };
    fetchMock.mockResolvedValue(new Response(JSON.stringify(body), { status: 400 }));
    const error: unknown = await exportTickets(new URLSearchParams()).catch((e: unknown) => e);
    expect(saved).toEqual([]);
    expect(describeExportError(error)).toBe(body.Message);
  });

  it('that cannot be noted in the audit log is no passing trouble', () => {
    const error = new ApiError(503, { Message: 'x', Code: 'Server.StorageUnavailable' });
    expect(describeExportError(error)).toBe(t.list.export.unwritable);
    expect(describeExportError(new ApiError(503, { Code: 'Server.Overloaded' }))).toBe(
      t.errors.busy,
    );
  });
});
