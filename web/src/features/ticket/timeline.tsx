import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import type { Ticket } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { usePersonName } from '@/shared/session/people-directory';
import { historyQuery } from '@/shared/tickets/ticket-queries';
import { TimeAgo } from '@/shared/time/time-ago';
import { ErrorNotice } from '@/shared/ui/notice';
import { Skeleton } from '@/shared/ui/skeleton';
import { ChangeLine } from './change-line';
import { NoteCard } from './note-card';
import { NoteComposer } from './note-composer';
import { timelineOf, type TimelineItem } from './timeline-model';
import styles from './timeline.module.css';
import { useNotes } from './use-notes';

function Changes({ item }: { item: Extract<TimelineItem, { kind: 'changes' }> }) {
  const name = usePersonName(item.by);
  return (
    <div className={styles.changes}>
      <span className={styles.author}>{name}</span>{' '}
      {item.entries.map((entry, at) => (
        <Fragment key={entry.id}>
          {at > 0 && <span>, </span>}
          <ChangeLine entry={entry} />
        </Fragment>
      ))}{' '}
      <span className={styles.when}>
        · <TimeAgo at={item.at} />
      </span>
    </div>
  );
}

/** Notes, history and changes, oldest first, and where the next note is written. */
export function Timeline({ ticket, mayEdit }: { ticket: Ticket; mayEdit: boolean }) {
  const { data: history, error, isPending, refetch } = useQuery(historyQuery(ticket.id));
  const notes = useNotes(ticket.id);
  const items = timelineOf(ticket.Notes, history ?? []);
  return (
    <section aria-labelledby="ticket-activity">
      <h2 id="ticket-activity" className={styles.heading}>
        {t.ticket.activity}
      </h2>
      {isPending && <Skeleton width="40%" />}
      {error && (
        <ErrorNotice
          error={error}
          onRetry={() => {
            void refetch();
          }}
        />
      )}
      <ol className={styles.items}>
        {items.map((item) => (
          <li key={item.key} className={styles[item.kind === 'note' ? 'noteItem' : 'changeItem']}>
            {item.kind === 'note' ? (
              <NoteCard note={item.note} notes={notes} mayEdit={mayEdit} />
            ) : (
              <Changes item={item} />
            )}
          </li>
        ))}
      </ol>
      {mayEdit && <NoteComposer key={ticket.id} ticketId={ticket.id} notes={notes} />}
    </section>
  );
}
