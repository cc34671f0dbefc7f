import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { t } from '../i18n';
import { Button } from './button';
import { classNames } from './class-names';
import styles from './overlay.module.css';
import { useFocusReturn } from './use-focus-return';

interface DialogProps {
  title: string;
  /** Only heard: the dialog speaks for itself. */
  hideTitle?: boolean;
  width?: 'narrow' | 'normal' | 'wide';
  /** Whether Escape and a click outside leave it. */
  dismissable?: boolean;
  onClose: () => void;
  /** It is gone and has given the focus back: what now opens may take it. */
  afterClose?: () => void;
  children: ReactNode;
}

/** A modal dialog; rendered means open. Focus goes in, stays in, and back where it was. */
export function Dialog(props: DialogProps) {
  const { title, hideTitle = false, width = 'normal', dismissable = true, onClose } = props;
  const giveFocusBack = useFocusReturn();
  const keep = (event: Event) => {
    if (!dismissable) event.preventDefault();
  };
  return (
    <Primitive.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Primitive.Portal>
        <Primitive.Overlay className={styles.scrim} />
        <Primitive.Content
          className={classNames(styles.dialog, width !== 'normal' && styles[width])}
          data-blocks-keys=""
          aria-describedby={undefined}
          onEscapeKeyDown={keep}
          onInteractOutside={keep}
          onCloseAutoFocus={(event) => {
            giveFocusBack(event);
            props.afterClose?.();
          }}
        >
          <div className={hideTitle ? 'visually-hidden' : styles.head}>
            <Primitive.Title className={styles.title}>{title}</Primitive.Title>
            {dismissable && !hideTitle && (
              <Button variant="quiet" size="small" aria-label={t.common.close} onClick={onClose}>
                <X size={16} aria-hidden />
              </Button>
            )}
          </div>
          {hideTitle ? props.children : <div className={styles.body}>{props.children}</div>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
