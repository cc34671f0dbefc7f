import { Fragment } from 'react';
import type { Ticket } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { usePersonName } from '@/shared/session/people-directory';
import { TimeAgo } from '@/shared/time/time-ago';
import { Button } from '@/shared/ui/button';
import { ErrorNotice } from '@/shared/ui/notice';
import { Skeleton } from '@/shared/ui/skeleton';
import { ChangeLine } from './change-line';
import { NoteCard } from './note-card';
import { NoteComposer } from './note-composer';
import type { TimelineItem } from './timeline-model';
import styles from './timeline.module.css';
import { useNotes } from './use-notes';
import { useTimeline } from './use-timeline';

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
  const timeline = useTimeline(ticket);
  const notes = useNotes(ticket.id);
  return (
    <section aria-labelledby="ticket-activity">
      <h2 id="ticket-activity" className={styles.heading}>
        {t.ticket.activity}
      </h2>
      {timeline.isPending && <Skeleton width="40%" />}
      {timeline.error && <ErrorNotice error={timeline.error} onRetry={timeline.retry} />}
      {timeline.hasEarlier && (
        <Button disabled={timeline.isLoadingEarlier} onClick={timeline.showEarlier}>
          {t.ticket.showEarlier}
        </Button>
      )}
      <ol className={styles.items}>
        {timeline.items.map((item) => (
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
