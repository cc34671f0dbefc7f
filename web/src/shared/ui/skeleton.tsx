import styles from './skeleton.module.css';

/** A grey bar where text will be. */
export function Skeleton({
  width = '60%',
  height = 10,
}: {
  width?: string | number;
  height?: number;
}) {
  return <span className={styles.bar} style={{ width, height }} aria-hidden />;
}
