import styles from './code-block.module.css';

/** Code of several lines, to be looked at. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  return (
    <pre
      role="region"
      aria-label={label}
      className={styles.code}
      // It scrolls, so it must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {code}
    </pre>
  );
}
