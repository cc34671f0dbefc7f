import { classNames } from '@/shared/ui/class-names';
import type { Method } from './openapi';
import styles from './reference.module.css';

export function MethodBadge({ method }: { method: Method }) {
  return (
    <span className={classNames(styles.method, styles[method])}>
      {method === 'delete' ? 'DEL' : method.toUpperCase()}
    </span>
  );
}
