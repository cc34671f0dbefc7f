import { useLayoutEffect } from 'react';
import { useLatest } from '../ui/use-latest';
import { holdKeys, type HoldOptions } from './held-keys';

/**
 * Stands where something is still being loaded, as long as it is. What is typed meanwhile is not lost and
 * does nothing to the page behind: it reaches what comes.
 */
export function KeysHeld({ modal = false, passes, onCancel }: HoldOptions) {
  const latest = useLatest({ passes, onCancel });
  useLayoutEffect(
    () =>
      holdKeys({
        modal,
        passes: latest().passes ?? [],
        onCancel: () => latest().onCancel?.(),
      }),
    [modal, latest],
  );
  return modal ? <div data-blocks-keys="" /> : null;
}
