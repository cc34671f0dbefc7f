import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { t } from '@/shared/i18n';
import { MarkdownEditor } from '@/shared/markdown/markdown-editor';
import { paths } from '@/shared/paths';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { showToast } from '@/shared/ui/toasts';
import { useFocusOnMount } from '@/shared/ui/use-focus-on-mount';
import styles from './create-dialog.module.css';
import { Duplicates } from './duplicates';
import { Properties } from './properties';
import { useDuplicates } from './use-duplicates';
import { useNewTicket, type Problems } from './use-new-ticket';

const LONGEST_TITLE = 255;

function ProblemList({ problems }: { problems: Problems }) {
  const texts = [problems.message, ...Object.values(problems.byField)].filter(Boolean);
  return (
    <div role="alert" id="create-problems" className={styles.problems}>
      {texts.join(' ')}
    </div>
  );
}

interface FootProps {
  another: boolean;
  onAnother: (another: boolean) => void;
  sending: boolean;
  onDiscard: (() => void) | null;
}

function Foot({ another, onAnother, sending, onDiscard }: FootProps) {
  return (
    <div className={styles.foot}>
      <label className={styles.another}>
        <input
          type="checkbox"
          checked={another}
          onChange={(event) => {
            onAnother(event.target.checked);
          }}
        />
        {t.ticket.create.another}
      </label>
      {onDiscard && (
        <Button variant="quiet" onClick={onDiscard}>
          {t.ticket.create.discard}
        </Button>
      )}
      <Button type="submit" variant="primary" disabled={sending}>
        {t.ticket.create.submit}
      </Button>
    </div>
  );
}

interface TitleFieldProps {
  input: (element: HTMLInputElement | null) => void;
  value: string;
  wrong: boolean;
  onChange: (value: string) => void;
}

function TitleField({ input, value, wrong, onChange }: TitleFieldProps) {
  return (
    <input
      ref={input}
      className={styles.title}
      aria-label={t.ticket.title}
      aria-describedby="create-problems"
      aria-invalid={wrong}
      placeholder={t.ticket.create.titlePlaceholder}
      maxLength={LONGEST_TITLE}
      autoComplete="off"
      value={value}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    />
  );
}

function tellCreated(id: string, navigate: (to: string) => void): void {
  const run = () => {
    navigate(paths.ticket(id));
  };
  const action = { label: t.ticket.create.open, run };
  showToast({ text: t.ticket.create.done(id), tone: 'good', action });
}

function onCtrlEnter(submit: () => Promise<void>) {
  return (event: KeyboardEvent) => {
    const isSubmit = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!isSubmit || event.defaultPrevented) return;
    event.preventDefault();
    void submit();
  };
}

/** Creates a ticket from anywhere. Closing keeps what was written for the next time. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const [, navigate] = useLocation();
  const [another, setAnother] = useState(false);
  const { ticket, change, create, discard, problems, sending, isBlank } = useNewTicket();
  const duplicates = useDuplicates(ticket.Title, ticket['Linked PO Id']);
  const [titleRef, focusTitle] = useFocusOnMount<HTMLInputElement>();

  const submit = async () => {
    const created = await create();
    if (!created) {
      focusTitle();
      return;
    }
    tellCreated(created.id, navigate);
    if (another) focusTitle();
    else onClose();
  };
  return (
    <Dialog title={t.ticket.create.title} width="wide" onClose={onClose}>
      {/* Ctrl+Enter creates the ticket wherever the focus is. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        className={styles.form}
        onKeyDown={onCtrlEnter(submit)}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TitleField
          input={titleRef}
          value={ticket.Title}
          wrong={'Title' in problems.byField}
          onChange={(Title) => {
            change({ Title });
          }}
        />
        <MarkdownEditor
          label={t.ticket.create.description}
          placeholder={t.ticket.create.description}
          rows={4}
          value={ticket.Description}
          onChange={(Description) => {
            change({ Description });
          }}
          onSubmit={() => {
            void submit();
          }}
        />
        <Properties ticket={ticket} onChange={change} />
        <ProblemList problems={problems} />
        <Duplicates rows={duplicates} orderId={ticket['Linked PO Id']} onLeave={onClose} />
        <Foot
          another={another}
          onAnother={setAnother}
          sending={sending}
          onDiscard={
            isBlank
              ? null
              : () => {
                  discard();
                  onClose();
                }
          }
        />
      </form>
    </Dialog>
  );
}
