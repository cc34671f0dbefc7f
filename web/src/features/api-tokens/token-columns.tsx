import type { ApiToken } from '@/shared/api/account-types';
import { t } from '@/shared/i18n';
import type { RecordColumn } from '@/shared/records/record-table';
import { AccessMarks } from '@/shared/session/access-text';
import { exactTime, shortDate, toIsoDate } from '@/shared/time/dates';
import { TimeAgo } from '@/shared/time/time-ago';
import { PersonMark } from '@/shared/ui/avatar';
import { Mark } from '@/shared/ui/mark';
import { isExpired } from './token-life';

/** When a token ends, or that it has. */
export function TokenEnd({ token }: { token: ApiToken }) {
  const end = token['Expires At'];
  if (end === null) return t.tokens.never;
  if (isExpired(token)) return <Mark tone="danger">{t.tokens.expired}</Mark>;
  return (
    <time dateTime={end} title={exactTime(end)}>
      {shortDate(toIsoDate(new Date(end)))}
    </time>
  );
}

export function TokenScope({ token }: { token: ApiToken }) {
  if (token.Scope === null) return <Mark tone="warn">{t.tokens.everything}</Mark>;
  return <AccessMarks privileges={token.Scope} />;
}

/** The columns beside the name; the owner only where the list is everybody's. */
export function tokenColumns(everybodys: boolean): RecordColumn<ApiToken>[] {
  const owner: RecordColumn<ApiToken> = {
    id: 'owner',
    header: t.tokens.owner,
    width: 'minmax(140px, 1fr)',
    sortField: 'Owner Email',
    render: (token) => <PersonMark email={token['Owner Email']} />,
  };
  return [
    ...(everybodys ? [owner] : []),
    {
      id: 'scope',
      header: t.tokens.scope,
      width: 'minmax(220px, 2fr)',
      render: (token) => <TokenScope token={token} />,
    },
    {
      id: 'created',
      header: t.tokens.created,
      width: '110px',
      sortField: 'Created At',
      render: (token) => <TimeAgo at={token['Created At']} />,
    },
    {
      id: 'expires',
      header: t.tokens.expires,
      width: '120px',
      sortField: 'Expires At',
      render: (token) => <TokenEnd token={token} />,
    },
  ];
}
