import { Fragment } from 'react';
import styles from './reference.module.css';

/** A sentence of the description: what stands between backticks is code. */
export function CodedText({ text }: { text: string }) {
  return text.split('`').map((part, at) =>
    at % 2 === 1 ? (
      <code key={at} className={styles.code}>
        {part}
      </code>
    ) : (
      <Fragment key={at}>{part}</Fragment>
    ),
  );
}

/** Several sentences: lines that begin with a dash are a list. */
export function CodedLines({ text }: { text: string }) {
  const lines = text.split('\n').filter(Boolean);
  if (!lines.every((line) => line.startsWith('- '))) {
    return (
      <p>
        <CodedText text={text} />
      </p>
    );
  }
  return (
    <ul className={styles.codes}>
      {lines.map((line) => (
        <li key={line}>
          <CodedText text={line.slice(2)} />
        </li>
      ))}
    </ul>
  );
}
