import { useState } from 'react';
import { newIdempotencyKey } from '@/shared/api/idempotency-key';
import { t } from '@/shared/i18n';
import { MarkdownEditor } from '@/shared/markdown/markdown-editor';
import { Button } from '@/shared/ui/button';
import { useDraft } from '@/shared/ui/use-draft';
import type { Notes } from './use-notes';

interface Draft {
  text: string;
  key: string;
}

/**
 * Where a new note is written. What is typed stays, through reloads and a lost session, until it is
 * saved.
 */
export function NoteComposer({ ticketId, notes }: { ticketId: string; notes: Notes }) {
  const [draft, setDraft] = useDraft<Draft>(`new-note-${ticketId}`);
  const [sending, setSending] = useState(false);
  const text = draft?.text ?? '';

  const submit = async () => {
    if (!draft || !text.trim() || sending) return;
    setSending(true);
    if (await notes.add(text, draft.key)) setDraft(null);
    setSending(false);
  };
  return (
    <div data-note-composer="">
      <MarkdownEditor
        label={t.ticket.addNote}
        placeholder={t.ticket.notePlaceholder}
        rows={2}
        value={text}
        onChange={(value) => {
          // Another text is another note: it may not be taken for a repetition of the first.
          setDraft(value ? { text: value, key: newIdempotencyKey() } : null);
        }}
        onSubmit={() => {
          void submit();
        }}
      >
        <Button
          size="small"
          variant="primary"
          disabled={!text.trim() || sending}
          onClick={() => {
            void submit();
          }}
        >
          {t.ticket.noteAdd}
        </Button>
      </MarkdownEditor>
    </div>
  );
}
