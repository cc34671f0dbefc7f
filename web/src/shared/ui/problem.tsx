import styles from './problem.module.css';

/** Where a form says what went wrong. It stands there always, so that what appears in it is read out. */
export function Problem({ text, id }: { text: string; id?: string }) {
  return (
    <div id={id} role="alert" className={text ? styles.problem : undefined}>
      {text}
    </div>
  );
}
