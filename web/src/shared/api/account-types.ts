/** The shapes of accounts, field names exactly as on the wire: users, roles, API tokens. */
import type { Privilege } from './types';

export type UserStatus = 'Active' | 'Inactive';

export interface User {
  id: number;
  'User Fullname': string;
  Username: string;
  'User Email': string;
  'User Phone': string | null;
  'First Signin': boolean;
  'Password Expiration': string | null;
  'Role Name': string;
  'Role Description': string | null;
  'Role Id': number;
  'User Status': UserStatus;
  '2FA Enabled': boolean;
  Privileges: Privilege[];
}

/** What can be sent of a user. A new one needs the names and the role. */
export type UserChange = Partial<
  Pick<
    User,
    'User Fullname' | 'Username' | 'User Email' | 'User Phone' | 'Role Id' | 'User Status'
  > & { Password: string }
>;

export interface Role {
  id: number;
  'Role Name': string;
  'Role Description': string | null;
  'Number of Privileges': number;
  'Has Granular Privileges': boolean;
  Privileges: Privilege[];
}

export type RoleChange = Partial<Pick<Role, 'Role Name' | 'Role Description' | 'Privileges'>>;

export interface ApiToken {
  id: number;
  Name: string;
  'Owner Email': string;
  /** Null: all that the owner may. */
  Scope: Privilege[] | null;
  'Created At': string;
  'Expires At': string | null;
}

export type NewApiToken = Pick<ApiToken, 'Name' | 'Scope' | 'Expires At'>;

/** One sign-in that is still good. */
export interface SessionEntry {
  id: number;
  'User Email': string;
  'Signed In At': string;
  'Refreshed At': string;
  'Expires At': string;
  Address: string;
  'User Agent': string;
  Current: boolean;
}

/** The caller's second factor. */
export interface SecondFactorStatus {
  enabled: boolean;
  recovery_codes_left: number;
}

/** A secret for an authenticator, not in force yet. */
export interface SecondFactorOffer {
  secret: string;
  /** A picture, as a `data:` address. */
  qr_code: string;
}

/** Something that was done to accounts or access. */
export interface AuditEntry {
  id: number;
  'Logged At': string;
  Actor: string | null;
  Action: string;
  Subject: string | null;
  Details: string | null;
  Address: string | null;
  'Token Id': number | null;
  Hash: string;
}
