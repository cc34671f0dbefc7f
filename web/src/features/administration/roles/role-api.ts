import { queryOptions } from '@tanstack/react-query';
import { call } from '@/shared/api/client';
import type { Role, RoleChange } from '@/shared/api/account-types';
import type { ListAnswer } from '@/shared/api/types';
import { recordKeys } from '@/shared/records/use-record-list';

export const ROLES = '/api/role';

const rolePath = (id: number) => `${ROLES}/${String(id)}`;
const MOST = '500';

/** Every role, to choose from. */
export const rolesQuery = queryOptions({
  queryKey: [...recordKeys.all(ROLES), 'choice'],
  queryFn: async ({ signal }) => {
    const query = new URLSearchParams({ page_size: MOST, sort: 'Role Name' });
    return (await call<ListAnswer<Role>>('GET', ROLES, { query, signal })).data.data.rows;
  },
});

export async function createRole(role: RoleChange): Promise<Role> {
  return (await call<{ data: Role }>('POST', ROLES, { body: role })).data.data;
}

export async function changeRole(id: number, change: RoleChange): Promise<Role> {
  return (await call<{ data: Role }>('PUT', rolePath(id), { body: change })).data.data;
}

export async function deleteRole(id: number): Promise<void> {
  await call('DELETE', rolePath(id));
}
