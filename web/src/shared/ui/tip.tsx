import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { Keys } from './keys';
import styles from './overlay.module.css';

interface TipProps {
  text: string;
  keys?: string | undefined;
  children: ReactNode;
}

/** A tooltip on hover and focus. The child must take a ref and have a name of its own. */
export function Tip({ text, keys, children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.tip} sideOffset={6} collisionPadding={8}>
          {text}
          {keys && <Keys keys={keys} />}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

export const TipProvider = Tooltip.Provider;
