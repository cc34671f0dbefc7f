import { useId, type ComponentProps, type ReactNode } from 'react';
import styles from './field.module.css';
import { classNames } from './class-names';

interface FieldTexts {
  label: string;
  /** What to know before filling it in. */
  hint?: ReactNode;
  error?: string | undefined;
}

interface FieldFrameProps extends FieldTexts {
  id: string;
  className?: string | undefined;
  children: ReactNode;
}

/** The ids of what says more about a field, for `aria-describedby`. */
function describedBy(id: string, { hint, error }: FieldTexts): string | undefined {
  const ids = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function FieldFrame({ id, label, hint, error, className, children }: FieldFrameProps) {
  return (
    <div className={classNames(styles.field, className)}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children}
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

type TextFieldProps = ComponentProps<'input'> & FieldTexts;

/** A labelled line of text with its error. */
export function TextField({ label, hint, error, className, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} className={className}>
      <input
        {...rest}
        id={id}
        className={styles.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { label, hint, error })}
      />
    </FieldFrame>
  );
}

type SelectFieldProps = ComponentProps<'select'> & FieldTexts;

/** A labelled choice of one among a few, as the browser offers it. The options are its children. */
export function SelectField({ label, hint, error, className, ...rest }: SelectFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} className={className}>
      <select
        {...rest}
        id={id}
        className={classNames(styles.input, styles.select)}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { label, hint, error })}
      />
    </FieldFrame>
  );
}

type SelectBoxProps = ComponentProps<'select'> & { label: string };

/** The same without a visible label, small, for narrowing a list. */
export function SelectBox({ label, className, ...rest }: SelectBoxProps) {
  return (
    <select
      {...rest}
      aria-label={label}
      className={classNames(styles.input, styles.select, styles.small, className)}
    />
  );
}
