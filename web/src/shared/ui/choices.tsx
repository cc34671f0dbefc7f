import { useId } from 'react';
import styles from './choices.module.css';

export interface Choosable<Value extends string> {
  value: Value;
  label: string;
  hint?: string | undefined;
  disabled?: boolean;
}

interface ChoicesProps<Value extends string> {
  label: string;
  /** A list with a word on each, or a row of buttons whose label is only heard. */
  as?: 'list' | 'segments';
  choices: readonly Choosable<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  disabled?: boolean;
}

/** One among a few, all in sight: radio buttons, worked as browsers do. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const name = useId();
  const { as = 'list', disabled = false } = props;
  const segments = as === 'segments';
  return (
    <fieldset className={segments ? styles.segments : styles.group} disabled={disabled}>
      <legend className={segments ? 'visually-hidden' : styles.legend}>{props.label}</legend>
      {props.choices.map((choice) => (
        <label key={choice.value} className={segments ? styles.segment : styles.choice}>
          <input
            type="radio"
            name={name}
            className={segments ? 'visually-hidden' : undefined}
            disabled={choice.disabled}
            checked={props.value === choice.value}
            onChange={() => {
              props.onChange(choice.value);
            }}
          />
          <span>
            {choice.label}
            {choice.hint && <span className={styles.hint}>{choice.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
