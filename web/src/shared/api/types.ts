/**
 * The shapes that the API speaks, field names exactly as on the wire.
 * Kept by hand, since the page wants to know less than the server tells. A test of the API compares them
 * with what openapi.json says.
 */

export const STATUSES = ['Open', 'In Progress', 'Resolved', 'Closed'] as const;
export type Status = (typeof STATUSES)[number];

export const PRIORITIES = ['Low', 'Medium', 'High', 'Critical'] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface Note {
  id: number;
  Note: string;
  'Author Email': string;
  'Created At': string;
  'Updated At': string;
}

export interface Ticket {
  id: string;
  Title: string;
  Description: string | null;
  Status: Status;
  Priority: Priority;
  Category: string;
  'Assignee Email': string | null;
  'Reporter Email': string;
  'Created At': string;
  'Updated At': string;
  'Due Date': string | null;
  'Linked PO Id': number | null;
  'Linked PO Number': string | null;
  Notes: Note[];
  Subscribers: string[];
}

/** A ticket as the list shows it: without the long texts. */
export type TicketRow = Omit<Ticket, 'Description' | 'Notes'>;

/** The fields that people set. */
export type TicketPatch = Partial<
  Pick<
    Ticket,
    | 'Title'
    | 'Description'
    | 'Status'
    | 'Priority'
    | 'Category'
    | 'Assignee Email'
    | 'Due Date'
    | 'Linked PO Id'
    | 'Subscribers'
  >
>;

export type EditableField = keyof TicketPatch;

export interface HistoryEntry {
  id: number;
  'Changed At': string;
  'Changed By': string;
  Action: 'Created' | 'Changed' | 'Deleted' | 'Note Added' | 'Note Changed' | 'Note Deleted';
  Field: string | null;
  From: unknown;
  To: unknown;
}

export interface PurchaseOrder {
  id: number;
  'PO List Number': string;
  'PO List Document Status': string | null;
  'PO List Order Date': string | null;
  'Supplier Number': string | null;
  'Supplier Name': string | null;
}

export interface Person {
  'User Fullname': string;
  'User Email': string;
}

export type Area = 'Issue Tracker' | 'Procurement' | 'Users';

export interface Privilege {
  type: Area;
  access: 'View' | 'Edit';
}

export interface Profile extends Person {
  id: number;
  Username: string;
  'Role Name': string;
  'Password Expiration': string | null;
  Privileges: Privilege[];
}

export interface SavedView {
  id: number;
  Name: string;
  /** The query string of the list, without the question mark. */
  Query: string;
  Shared: boolean;
  'Owner Email': string;
}

/** The envelope of every list. */
export interface ListAnswer<Row> {
  data: { rows: Row[]; sort?: { key: string; type: 'Ascending' | 'Descending' } };
  extra: {
    page: number;
    page_size: number;
    total: number;
    next_cursor?: string | null;
    /** Of a search that found nothing: the nearest words that find something. */
    suggestion?: string;
  };
}

export interface Week {
  /** Its Monday. */
  week: string;
  opened: number;
  settled: number;
}

/** How long what was settled since a day took, in seconds. */
export interface SettlingTime {
  since: string;
  count: number;
  median: number;
  p90: number;
}

export interface Summary {
  total: number;
  overdue: number;
  due_soon: number;
  counts: Record<string, { value: string | null; count: number }[]>;
  /** Only where weeks were asked for. */
  weeks?: Week[];
  settling_seconds?: SettlingTime | null;
}
