import { ScrollText } from 'lucide-react';
import type { AuditEntry } from '@/shared/api/account-types';
import { t } from '@/shared/i18n';
import { EmptyRecords } from '@/shared/records/empty-records';
import { findsWords } from '@/shared/records/record-filter';
import { RecordPage } from '@/shared/records/record-page';
import { renderRecordSort } from '@/shared/records/record-sort';
import { RecordTable, type RecordColumn } from '@/shared/records/record-table';
import { useRecordList } from '@/shared/records/use-record-list';
import { useRecordView } from '@/shared/records/use-record-view';
import { TimeAgo } from '@/shared/time/time-ago';
import { PersonMark } from '@/shared/ui/avatar';
import styles from './audit.module.css';

const AUDIT_LOG = '/api/audit-log';
const SEARCHED = ['Actor', 'Action', 'Subject', 'Details', 'Address'];

/** What stands for whoever has the data directory. */
const OPERATOR = 'operator';

function Actor({ entry }: { entry: AuditEntry }) {
  const { Actor: actor, 'Token Id': token } = entry;
  const words = t.administration.audit;
  if (actor === null) return <span className={styles.faint}>{words.nobody}</span>;
  return (
    <span className={styles.actor}>
      {actor === OPERATOR ? words.operator : <PersonMark email={actor} />}
      {token !== null && <span className={styles.faint}>{words.token(token)}</span>}
    </span>
  );
}

function columns(): RecordColumn<AuditEntry>[] {
  const words = t.administration.audit;
  return [
    {
      id: 'actor',
      header: words.actor,
      width: 'minmax(150px, 1fr)',
      sortField: 'Actor',
      render: (entry) => <Actor entry={entry} />,
    },
    {
      id: 'subject',
      header: words.subject,
      width: 'minmax(160px, 1.3fr)',
      render: (entry) => <span title={entry.Subject ?? undefined}>{entry.Subject}</span>,
    },
    {
      id: 'details',
      header: words.details,
      width: 'minmax(140px, 1.6fr)',
      render: (entry) => <span title={entry.Details ?? undefined}>{entry.Details}</span>,
    },
    {
      id: 'address',
      header: words.address,
      width: '130px',
      render: (entry) => entry.Address,
    },
    {
      id: 'when',
      header: words.when,
      width: '100px',
      sortField: 'id',
      render: (entry) => <TimeAgo at={entry['Logged At']} />,
    },
  ];
}

/** What was done to accounts and access; for Superusers. */
export function AuditList() {
  const view = useRecordView('-id');
  const filter = findsWords(SEARCHED, view.text);
  const sort = renderRecordSort(view.sort);
  const list = useRecordList<AuditEntry>({ path: AUDIT_LOG, filter, sort });
  const words = t.administration.audit;
  return (
    <RecordPage
      title={words.title}
      intro={words.intro}
      list={list}
      view={view}
      searchLabel={words.search}
    >
      <RecordTable
        label={words.label}
        list={list}
        columns={columns()}
        rowId={(entry) => String(entry.id)}
        nameColumn={{ id: 'action', header: words.action, width: 'minmax(190px, 1fr)' }}
        name={(entry) => entry.Action}
        summary={(entry) => (
          <>
            <TimeAgo at={entry['Logged At']} />
            {entry.Actor ?? words.nobody}
            {entry.Subject && ` · ${entry.Subject}`}
          </>
        )}
        sort={view.sort}
        onSort={view.setSort}
        empty={
          <EmptyRecords
            icon={<ScrollText size={28} aria-hidden />}
            filtered={filter !== null}
            onClear={view.clear}
            title={words.emptyTitle}
            text={words.emptyText}
          />
        }
      />
    </RecordPage>
  );
}
