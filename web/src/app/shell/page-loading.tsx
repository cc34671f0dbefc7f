import { KeysHeld } from '@/shared/keyboard/keys-held';
import { Skeleton } from '@/shared/ui/skeleton';
import styles from './page-loading.module.css';

/** While the script of a page is on its way. It shows only where that takes long enough to notice. */
export function PageLoading() {
  return (
    <div className={styles.loading} aria-busy>
      <KeysHeld />
      <Skeleton width={180} height={16} />
      {['80%', '72%', '76%', '64%'].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  );
}
