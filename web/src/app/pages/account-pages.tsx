import { AccountView } from '@/features/account/account-view';
import { TokenList } from '@/features/api-tokens/token-list';
import { t } from '@/shared/i18n';
import { useTitle } from '@/shared/ui/use-title';

export function AccountPage() {
  useTitle(t.account.title);
  return <AccountView />;
}

export function AccountTokensPage() {
  useTitle(t.account.tokens.mine);
  return <TokenList everybodys={false} />;
}
