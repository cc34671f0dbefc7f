import { AuditList } from '@/features/administration/audit/audit-list';
import { OrderList } from '@/features/administration/orders/order-list';
import { RoleList } from '@/features/administration/roles/role-list';
import { UserList } from '@/features/administration/users/user-list';
import { TokenList } from '@/features/api-tokens/token-list';
import { t } from '@/shared/i18n';
import { isSuperuser } from '@/shared/session/privileges';
import { useProfile } from '@/shared/session/profile';
import { useTitle } from '@/shared/ui/use-title';

/** What the privileged look after. One script for all, since who opens one often goes on to another. */

export function UsersPage() {
  useTitle(t.administration.users.title);
  return <UserList />;
}

export function RolesPage() {
  useTitle(t.administration.roles.title);
  return <RoleList />;
}

export function TokensPage() {
  useTitle(t.tokens.title);
  return <TokenList everybodys={isSuperuser(useProfile())} />;
}

export function OrdersPage() {
  useTitle(t.administration.orders.title);
  return <OrderList />;
}

export function AuditPage() {
  useTitle(t.administration.audit.title);
  return <AuditList />;
}
