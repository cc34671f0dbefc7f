import { useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { ApiToken } from '@/shared/api/account-types';
import { t } from '@/shared/i18n';
import { EmptyRecords } from '@/shared/records/empty-records';
import { allOf, findsWords } from '@/shared/records/record-filter';
import { RecordPage } from '@/shared/records/record-page';
import { renderRecordSort } from '@/shared/records/record-sort';
import { RecordTable } from '@/shared/records/record-table';
import { refreshRecords, useRecordList } from '@/shared/records/use-record-list';
import { NEW_RECORD, useRecordView, type RecordView } from '@/shared/records/use-record-view';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { showToast } from '@/shared/ui/toasts';
import { NewTokenDialog } from './new-token-dialog';
import { revokeToken, TOKENS } from './token-api';
import { tokenColumns, TokenEnd, TokenScope } from './token-columns';
import { isExpired } from './token-life';

const OWN = '"Owner Email" eq me';

interface RevokeDialogProps {
  token: ApiToken;
  onClose: () => void;
}

function RevokeDialog({ token, onClose }: RevokeDialogProps) {
  const client = useQueryClient();
  const revoke = async () => {
    await revokeToken(token.id);
    showToast({ text: t.tokens.revoked(token.Name), tone: 'good' });
    await refreshRecords(client, TOKENS);
  };
  return (
    <ConfirmDialog
      title={t.tokens.revokeTitle(token.Name)}
      text={t.tokens.revokeText}
      action={t.tokens.revokeAction}
      onConfirm={revoke}
      onClose={onClose}
    />
  );
}

interface RevokeButtonProps {
  token: ApiToken;
  onRevoke: (token: ApiToken) => void;
}

function RevokeButton({ token, onRevoke }: RevokeButtonProps) {
  return (
    <Button
      variant="quiet"
      size="small"
      aria-label={t.tokens.revokeTitle(token.Name)}
      onClick={() => {
        onRevoke(token);
      }}
    >
      {t.tokens.revoke}
    </Button>
  );
}

function Dialogs({ view, revoking, onRevoking }: DialogsProps) {
  return (
    <>
      {view.open === NEW_RECORD && (
        <NewTokenDialog
          onClose={() => {
            view.setOpen(null);
          }}
        />
      )}
      {revoking && (
        <RevokeDialog
          token={revoking}
          onClose={() => {
            onRevoking(null);
          }}
        />
      )}
    </>
  );
}

interface DialogsProps {
  view: RecordView;
  revoking: ApiToken | null;
  onRevoking: (token: ApiToken | null) => void;
}

/** API tokens: one's own, or for a Superuser everybody's. */
export function TokenList({ everybodys }: { everybodys: boolean }) {
  const view = useRecordView('-Created At');
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const searched = findsWords(['Name', 'Owner Email'], view.text);
  const filter = allOf(everybodys ? null : OWN, searched);
  const sort = renderRecordSort(view.sort);
  const list = useRecordList<ApiToken>({ path: TOKENS, filter, sort });
  const add = () => {
    view.setOpen(NEW_RECORD);
  };
  return (
    <RecordPage
      title={t.tokens.title}
      intro={everybodys ? t.tokens.introAll : t.tokens.intro}
      list={list}
      view={view}
      searchLabel={everybodys ? t.tokens.search : undefined}
      newLabel={t.tokens.new}
      onNew={add}
    >
      <RecordTable
        label={t.tokens.label}
        list={list}
        columns={tokenColumns(everybodys)}
        rowId={(token) => String(token.id)}
        nameColumn={{
          id: 'name',
          header: t.tokens.name,
          width: 'minmax(150px, 1.2fr)',
          sortField: 'Name',
        }}
        name={(token) => token.Name}
        summary={(token) => (
          <>
            <TokenEnd token={token} />
            <TokenScope token={token} />
          </>
        )}
        isFaded={(token) => isExpired(token)}
        actions={(token) => <RevokeButton token={token} onRevoke={setRevoking} />}
        actionsWidth="86px"
        sort={view.sort}
        onSort={view.setSort}
        empty={
          <EmptyRecords
            icon={<KeyRound size={28} aria-hidden />}
            filtered={searched !== null}
            onClear={view.clear}
            title={t.tokens.emptyTitle}
            text={t.tokens.emptyText}
            newLabel={t.tokens.new}
            onNew={add}
          />
        }
      />
      <Dialogs view={view} revoking={revoking} onRevoking={setRevoking} />
    </RecordPage>
  );
}
