import { t } from '@/shared/i18n';
import { Dialog } from '@/shared/ui/dialog';

export function CreateDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t.shell.newTicket} onClose={onClose}>
      <p />
    </Dialog>
  );
}
