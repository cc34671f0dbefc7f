import { useMemo } from 'react';
import { ApiError } from '@/shared/api/api-error';
import type { TicketPatch } from '@/shared/api/types';
import { useCommands } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { STEP_KEYS } from '@/shared/keyboard/keys';
import { KeysHeld } from '@/shared/keyboard/keys-held';
import { useMay } from '@/shared/session/profile';
import { ConflictDialog } from '@/shared/tickets/conflict-dialog';
import { ErrorNotice, Notice } from '@/shared/ui/notice';
import { Skeleton } from '@/shared/ui/skeleton';
import { Description } from './description';
import { EditableTitle } from './editable-title';
import { Facts } from './facts';
import { OrderCard } from './order-card';
import { Subscribers } from './subscribers';
import { copyTicketLink, TicketHeader, type TicketNavigation } from './ticket-header';
import styles from './ticket.module.css';
import { Timeline } from './timeline';
import { useTicketEditor, type TicketEditor } from './use-ticket-editor';

export interface TicketViewProps extends TicketNavigation {
  id: string;
  isPanel: boolean;
}

function focusComposer(): void {
  const area = document.querySelector<HTMLElement>('[data-note-composer] textarea');
  area?.scrollIntoView({ block: 'center' });
  area?.focus();
}

function useTicketCommands(id: string): void {
  useCommands(
    useMemo(
      () => [
        {
          id: 'ticket-copy',
          title: t.ticket.keys.copy,
          group: 'ticket' as const,
          keys: ['y'],
          run: () => {
            void copyTicketLink(id);
          },
        },
        {
          id: 'ticket-note',
          title: t.ticket.keys.note,
          group: 'ticket' as const,
          keys: ['n'],
          run: focusComposer,
        },
      ],
      [id],
    ),
  );
}

function Loading() {
  return (
    <div className={styles.loading} aria-busy="true">
      <KeysHeld passes={STEP_KEYS} />
      <Skeleton width="70%" height={18} />
      <Skeleton width="45%" />
      <Skeleton width="60%" />
      <Skeleton width="90%" height={80} />
    </div>
  );
}

function Missing({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (error instanceof ApiError && error.status === 404) {
    return <Notice title={t.ticket.notFoundTitle} text={t.ticket.notFoundText} />;
  }
  return <ErrorNotice error={error} onRetry={onRetry} />;
}

function Body({ editor, mayEdit }: { editor: TicketEditor; mayEdit: boolean }) {
  const { ticket, stored, save } = editor;
  if (!ticket || !stored) {
    return editor.error ? <Missing error={editor.error} onRetry={editor.retry} /> : <Loading />;
  }
  const saveNow = (patch: TicketPatch) => {
    void save(patch);
  };
  return (
    <div className={styles.body}>
      <div className={styles.main}>
        <EditableTitle
          key={ticket.id}
          title={ticket.Title}
          mayEdit={mayEdit}
          onSave={(Title) => save({ Title })}
        />
        <Description ticket={ticket} stored={stored} save={save} mayEdit={mayEdit} />
        <div className={styles.timeline}>
          <Timeline ticket={ticket} mayEdit={mayEdit} />
        </div>
      </div>
      <div className={styles.side}>
        <Facts ticket={ticket} mayEdit={mayEdit} onSave={saveNow} />
        <Subscribers
          ticket={ticket}
          mayEdit={mayEdit}
          onSave={(emails) => {
            saveNow({ Subscribers: emails });
          }}
        />
        <OrderCard ticket={ticket} />
      </div>
    </div>
  );
}

/** One ticket with everything about it: in the panel beside the list, or on a page of its own. */
export function TicketView({ id, isPanel, ...navigation }: TicketViewProps) {
  const editor = useTicketEditor(id);
  const mayEdit = useMay('Issue Tracker', 'Edit');
  useTicketCommands(id);
  return (
    <div className={styles.ticket}>
      <TicketHeader
        id={id}
        saving={editor.saving}
        mayEdit={mayEdit}
        isPanel={isPanel}
        {...navigation}
      />
      <div className={styles.scroll}>
        <Body editor={editor} mayEdit={mayEdit} />
      </div>
      {editor.conflict && (
        <ConflictDialog
          conflict={editor.conflict}
          onResolve={editor.resolve}
          onClose={editor.dismissConflict}
        />
      )}
    </div>
  );
}
