import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { t } from '../i18n';
import { classNames } from '../ui/class-names';
import { Markdown } from './markdown';
import styles from './markdown-editor.module.css';
import { MentionList, mentionOptionId } from './mention-list';
import { useMentions } from './use-mentions';

interface MarkdownEditorProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Ctrl/⌘+Enter. */
  onSubmit?: () => void;
  /** Escape, when no list is open. Without it, Escape only leaves the text area. */
  onCancel?: () => void;
  placeholder?: string;
  rows?: number;
  /** It was just asked for: the caret goes in. */
  takesFocus?: boolean;
  /** Buttons at the foot. */
  children?: ReactNode;
}

interface ModeTabsProps {
  preview: boolean;
  onPreview: (preview: boolean) => void;
}

function ModeTabs({ preview, onPreview }: ModeTabsProps) {
  const modes = [
    { value: false, name: t.markdown.write },
    { value: true, name: t.markdown.preview },
  ];
  return (
    <div className={styles.modes} role="group" aria-label={t.markdown.mode}>
      {modes.map(({ value, name }) => (
        <button
          key={name}
          type="button"
          className={classNames(styles.mode, preview === value && styles.current)}
          aria-pressed={preview === value}
          onClick={() => {
            onPreview(value);
          }}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

function TextArea(props: MarkdownEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const mentions = useMentions(area, props.onChange);
  const { takesFocus = false } = props;
  useEffect(() => {
    if (takesFocus) area.current?.focus();
  }, [takesFocus]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (mentions.onKeyDown(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      props.onSubmit?.();
    } else if (event.key === 'Escape' && props.onCancel) {
      event.preventDefault();
      event.stopPropagation();
      props.onCancel();
    } else if (event.key === 'Escape') {
      // Back to the keys of the page; what was typed stays.
      area.current?.blur();
    }
  };
  return (
    <div className={styles.write}>
      <textarea
        ref={area}
        className={styles.area}
        aria-label={props.label}
        aria-autocomplete="list"
        aria-controls={mentions.open ? listId : undefined}
        aria-activedescendant={mentions.open ? mentionOptionId(listId, mentions.active) : undefined}
        placeholder={props.placeholder}
        rows={props.rows ?? 4}
        value={props.value}
        onChange={(event) => {
          props.onChange(event.target.value);
          mentions.look();
        }}
        onClick={mentions.look}
        onKeyDown={onKeyDown}
        onBlur={mentions.close}
      />
      {mentions.open && (
        <MentionList
          id={listId}
          label={t.markdown.people}
          people={mentions.people}
          active={mentions.active}
          left={mentions.open.left}
          top={mentions.open.top}
          onChoose={mentions.choose}
        />
      )}
    </div>
  );
}

/** A text area for Markdown with preview, and people after "@". */
export function MarkdownEditor(props: MarkdownEditorProps) {
  const [preview, setPreview] = useState(false);
  return (
    <div className={styles.editor}>
      {preview ? (
        <div className={styles.preview}>
          {props.value.trim() ? <Markdown text={props.value} /> : t.markdown.nothing}
        </div>
      ) : (
        <TextArea {...props} />
      )}
      <div className={styles.foot}>
        <ModeTabs preview={preview} onPreview={setPreview} />
        <div className={styles.buttons}>{props.children}</div>
      </div>
    </div>
  );
}
