import { Dialog } from 'radix-ui';
import { t } from '@/shared/i18n';
import { useFocusReturn } from '@/shared/ui/use-focus-return';
import styles from './shell.module.css';
import { Sidebar } from './sidebar';

/** The sidebar on a narrow screen: over the page, with the focus inside until it is left. */
export function Drawer({ onClose }: { onClose: () => void }) {
  const giveFocusBack = useFocusReturn();
  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className={styles.scrim} />
        <Dialog.Content
          className={styles.drawer}
          aria-describedby={undefined}
          data-blocks-keys=""
          onCloseAutoFocus={giveFocusBack}
        >
          <Dialog.Title className="visually-hidden">{t.shell.navigation}</Dialog.Title>
          <Sidebar />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
