import { Dialog } from 'radix-ui';
import { t } from '@/shared/i18n';
import styles from './shell.module.css';
import { Sidebar } from './sidebar';

/** The sidebar on a narrow screen: over the page, with the focus inside until it is left. */
export function Drawer({ onClose }: { onClose: () => void }) {
  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className={styles.scrim} />
        <Dialog.Content className={styles.drawer} aria-describedby={undefined} data-blocks-keys="">
          <Dialog.Title className="visually-hidden">{t.shell.navigation}</Dialog.Title>
          <Sidebar />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
