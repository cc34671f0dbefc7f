/**
 * Compares the types that the page keeps by hand with those that are generated from openapi.json. It is only
 * compiled: a difference is an error that names the field.
 */
import type {
  ApiToken,
  AuditEntry,
  NewApiToken,
  Role,
  RoleChange,
  SecondFactorOffer,
  SecondFactorStatus,
  SessionEntry,
  User,
  UserChange,
} from '../../../web/src/shared/api/account-types';
import type {
  HistoryEntry,
  Note,
  Person,
  Priority,
  Privilege,
  Profile,
  PurchaseOrder,
  SavedView,
  Status,
  Summary,
  Ticket,
  TicketPatch,
  TicketRow,
} from '../../../web/src/shared/api/types';
import type { components, operations } from './generated/openapi';

type Wire = components['schemas'];

/** What a call answers with when it is done. */
type Answer<Operation extends keyof operations> = operations[Operation] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

/** What only the server sets is generated as a list that cannot be changed; the page does not say so. */
type Writable<List> = List extends readonly (infer Item)[] ? Item[] : List;

/** The fields of `Taken` that the server does not send, or sends as something else. */
type Misread<Sent, Taken> = {
  [Field in keyof Taken]-?: Field extends keyof Sent
    ? Writable<Sent[Field]> extends Taken[Field]
      ? never
      : Field
    : Field;
}[keyof Taken];

/** The fields of `Given` that the server does not take, or takes as something else. */
type Miswritten<Given, Received> = {
  [Field in keyof Given]-?: Field extends keyof Received
    ? Exclude<Given[Field], undefined> extends Exclude<Received[Field], undefined>
      ? never
      : Field
    : Field;
}[keyof Given];

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? never : One) : One;

/** Compiles only where nothing is wrong; else the error names what is. */
type Agree<Wrong extends never> = Wrong;

export type Reads =
  | Agree<Misread<Wire['Ticket'], Ticket>>
  | Agree<Misread<Required<Wire['TicketRow']>, TicketRow>>
  | Agree<Misread<Wire['Note'], Note>>
  | Agree<Misread<Required<Wire['HistoryEntryRow']>, HistoryEntry>>
  | Agree<Misread<Wire['PurchaseOrder'], PurchaseOrder>>
  | Agree<Misread<Wire['Person'], Person>>
  | Agree<Misread<Wire['Privilege'], Privilege>>
  | Agree<Misread<Wire['User'], User>>
  | Agree<Misread<Wire['User'], Profile>>
  | Agree<Misread<Wire['View'], SavedView>>
  | Agree<Misread<Wire['Role'], Role>>
  | Agree<Misread<Wire['Token'], ApiToken>>
  | Agree<Misread<Required<Wire['SessionRow']>, SessionEntry>>
  | Agree<Misread<Required<Wire['AuditEntryRow']>, AuditEntry>>
  | Agree<Misread<Answer<'getSetup2fa'>, SecondFactorStatus>>
  | Agree<Misread<Answer<'setup2faGenerate'>, SecondFactorOffer>>
  | Agree<Exclude<keyof Summary, keyof Answer<'getIssueTrackerTicketsSummary'>['data']>>;

export type Writes =
  | Agree<Miswritten<TicketPatch, Wire['TicketChange']>>
  | Agree<Miswritten<TicketPatch, Wire['NewTicket']>>
  | Agree<Miswritten<UserChange, Wire['NewUser']>>
  | Agree<Miswritten<UserChange, Wire['UserChange']>>
  | Agree<Miswritten<RoleChange, Wire['RoleChange']>>
  | Agree<Miswritten<NewApiToken, Wire['NewToken']>>
  | Agree<Miswritten<Omit<SavedView, 'id' | 'Owner Email'>, Wire['NewView']>>
  | Agree<Miswritten<PurchaseOrder, Wire['NewPurchaseOrder']>>;

/** Lists of choices must be complete as well: nothing that the server knows may be missing. */
export type Choices =
  | Agree<Same<Status, Wire['Ticket']['Status']>>
  | Agree<Same<Priority, Wire['Ticket']['Priority']>>
  | Agree<Same<Privilege['type'], Wire['Privilege']['type']>>;
