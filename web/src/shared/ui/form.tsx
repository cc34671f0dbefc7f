import { useCallback, useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { t } from '../i18n';
import { Button } from './button';
import styles from './form.module.css';
import { Problem } from './problem';

interface FormProps {
  /** What is wrong with no single field. */
  problem: string;
  /** Changes with every refusal: the first wrong field then gets the focus. */
  refusal: unknown;
  onSubmit: () => void;
  children: ReactNode;
  /** The buttons. */
  foot: ReactNode;
  /** On a page with several forms, none takes the focus. */
  takesFocus?: boolean;
}

const FIRST = 'input:not([readonly], [type="radio"], [type="checkbox"], [type="hidden"])';

/** Fields one below the other, what went wrong, and the buttons. The server says what is wrong. */
export function Form(props: FormProps) {
  const { problem, refusal, onSubmit, children, foot, takesFocus = true } = props;
  const form = useRef<HTMLFormElement>(null);
  // Who opened the form wants to write. Not by an effect: a dialog would take the focus first.
  const focusFirst = useCallback(
    (element: HTMLFormElement | null) => {
      form.current = element;
      if (!takesFocus) return;
      element?.querySelector<HTMLElement>(FIRST)?.focus({ preventScroll: true });
    },
    [takesFocus],
  );
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusal]);
  return (
    <form
      ref={focusFirst}
      className={styles.form}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <Problem text={problem} />
      <div className={styles.foot}>{foot}</div>
    </form>
  );
}

interface FormButtonsProps {
  submit: string;
  working: boolean;
  disabled?: boolean;
  onCancel?: () => void;
  /** At the other end: what is done rarely. */
  aside?: ReactNode;
}

export function FormButtons(props: FormButtonsProps) {
  const { submit, working, disabled = false, onCancel, aside } = props;
  return (
    <>
      {aside && <div className={styles.aside}>{aside}</div>}
      {onCancel && <Button onClick={onCancel}>{t.common.cancel}</Button>}
      <Button type="submit" variant="primary" disabled={working || disabled}>
        {submit}
      </Button>
    </>
  );
}

/** Two fields beside each other where there is room. */
export function FormPair({ children }: { children: ReactNode }) {
  return <div className={styles.pair}>{children}</div>;
}
