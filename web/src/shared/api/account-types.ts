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
