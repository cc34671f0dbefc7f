import { Pencil } from 'lucide-react';
import { useMemo } from 'react';
import type { Answer } from '@/shared/api/client';
import type { Ticket } from '@/shared/api/types';
import { useCommands } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { Markdown } from '@/shared/markdown/markdown';
import { MarkdownEditor } from '@/shared/markdown/markdown-editor';
import { Button } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import { useDraft } from '@/shared/ui/use-draft';
import { useLatest } from '@/shared/ui/use-latest';
import styles from './ticket.module.css';
import type { TicketEditor } from './use-ticket-editor';

/** What is written and not saved, with the ticket as it was when the writing began. */
interface Draft {
  text: string;
  base: Answer<Ticket>;
}

interface DescriptionProps {
  ticket: Ticket;
  stored: Answer<Ticket>;
  save: TicketEditor['save'];
  mayEdit: boolean;
}

function DescriptionEditor(props: {
  draft: Draft;
  onDraft: (draft: Draft | null) => void;
  save: TicketEditor['save'];
}) {
  const { draft, onDraft, save } = props;
  const submit = async () => {
    // Made on the text as it was then: a change by somebody else meanwhile shows as such.
    if (await save({ Description: draft.text.trim() || null }, draft.base)) onDraft(null);
  };
  return (
    <MarkdownEditor
      label={t.ticket.description}
      rows={6}
      value={draft.text}
      onChange={(text) => {
        onDraft({ ...draft, text });
      }}
      onSubmit={() => {
        void submit();
      }}
      onCancel={() => {
        if (draft.text === (draft.base.data.Description ?? '')) onDraft(null);
      }}
      takesFocus
    >
      <Button
        size="small"
        variant="quiet"
        onClick={() => {
          onDraft(null);
        }}
      >
        {t.common.cancel}
      </Button>
      <Button
        size="small"
        variant="primary"
        onClick={() => {
          void submit();
        }}
      >
        {t.common.save}
      </Button>
    </MarkdownEditor>
  );
}

export function Description({ ticket, stored, save, mayEdit }: DescriptionProps) {
  const [draft, setDraft] = useDraft<Draft>(`description-${ticket.id}`);
  const start = () => {
    setDraft({ text: ticket.Description ?? '', base: stored });
  };
  const latestStart = useLatest(start);
  useCommands(
    useMemo(() => {
      if (!mayEdit) return [];
      const run = () => {
        latestStart()();
      };
      const title = t.ticket.keys.description;
      return [{ id: 'ticket-description', title, group: 'ticket' as const, keys: ['e'], run }];
    }, [mayEdit, latestStart]),
  );
  return (
    <section aria-labelledby="ticket-description">
      <div className={styles.sectionHead}>
        <h2 id="ticket-description" className={styles.heading}>
          {t.ticket.description}
        </h2>
        {mayEdit && !draft && (
          <IconButton label={t.ticket.editDescription} keys="e" size="small" onClick={start}>
            <Pencil size={13} aria-hidden />
          </IconButton>
        )}
      </div>
      {draft && <DescriptionEditor draft={draft} onDraft={setDraft} save={save} />}
      {!draft && ticket.Description && <Markdown text={ticket.Description} />}
      {!draft && !ticket.Description && <p className={styles.none}>{t.ticket.noDescription}</p>}
    </section>
  );
}
