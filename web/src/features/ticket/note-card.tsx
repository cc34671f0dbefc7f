import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Note } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { Markdown } from '@/shared/markdown/markdown';
import { MarkdownEditor } from '@/shared/markdown/markdown-editor';
import { usePersonName } from '@/shared/session/people-directory';
import { useProfile } from '@/shared/session/profile';
import { TimeAgo } from '@/shared/time/time-ago';
import { Avatar } from '@/shared/ui/avatar';
import { Button } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import { showToast } from '@/shared/ui/toasts';
import { useDraft } from '@/shared/ui/use-draft';
import styles from './timeline.module.css';
import type { Notes } from './use-notes';

interface NoteCardProps {
  note: Note;
  notes: Notes;
  mayEdit: boolean;
}

function NoteEditor({
  note,
  notes,
  onDone,
}: Omit<NoteCardProps, 'mayEdit'> & { onDone: () => void }) {
  const [draft, setDraft] = useDraft<string>(`note-${String(note.id)}`);
  const text = draft ?? note.Note;
  const leave = () => {
    setDraft(null);
    onDone();
  };
  const submit = async () => {
    if (!text.trim()) return;
    if (await notes.change(note, text)) leave();
  };
  return (
    <MarkdownEditor
      label={t.ticket.noteEdit}
      value={text}
      onChange={setDraft}
      onSubmit={() => {
        void submit();
      }}
      onCancel={leave}
      takesFocus
    >
      <Button size="small" variant="quiet" onClick={leave}>
        {t.common.cancel}
      </Button>
      <Button
        size="small"
        variant="primary"
        onClick={() => {
          void submit();
        }}
      >
        {t.ticket.noteSave}
      </Button>
    </MarkdownEditor>
  );
}

function NoteActions({
  note,
  notes,
  onEdit,
}: Omit<NoteCardProps, 'mayEdit'> & { onEdit: () => void }) {
  const remove = async () => {
    if (!(await notes.remove(note))) return;
    showToast({
      text: t.ticket.noteDeleted,
      action: {
        label: t.common.undo,
        run: () => {
          void notes.add(note.Note, crypto.randomUUID());
        },
      },
    });
  };
  return (
    <span className={styles.noteActions}>
      <IconButton label={t.ticket.noteEdit} size="small" onClick={onEdit}>
        <Pencil size={13} aria-hidden />
      </IconButton>
      <IconButton
        label={t.ticket.noteDelete}
        size="small"
        onClick={() => {
          void remove();
        }}
      >
        <Trash2 size={13} aria-hidden />
      </IconButton>
    </span>
  );
}

export function NoteCard({ note, notes, mayEdit }: NoteCardProps) {
  const [editing, setEditing] = useState(false);
  const profile = useProfile();
  const author = usePersonName(note['Author Email']);
  const isMine = note['Author Email'] === profile['User Email'];
  const mayChange = mayEdit && (isMine || profile['Role Name'] === 'Superuser');
  return (
    <article className={styles.note} aria-label={t.ticket.notesLabel(author)}>
      <header className={styles.noteHead}>
        <Avatar email={note['Author Email']} size={20} />
        <span className={styles.author}>{author}</span>
        <span className={styles.when}>
          <TimeAgo at={note['Created At']} />
          {note['Updated At'] !== note['Created At'] && ` · ${t.ticket.noteEdited}`}
        </span>
        {mayChange && !editing && (
          <NoteActions
            note={note}
            notes={notes}
            onEdit={() => {
              setEditing(true);
            }}
          />
        )}
      </header>
      {editing ? (
        <NoteEditor
          note={note}
          notes={notes}
          onDone={() => {
            setEditing(false);
          }}
        />
      ) : (
        <Markdown text={note.Note} />
      )}
    </article>
  );
}
