import { addressOf } from '../base-path';
import { t } from '../i18n';
import { showToast } from './toasts';

/** Puts the whole address of a path into the clipboard, and says so. */
export async function copyLink(path: string): Promise<void> {
  const link = new URL(addressOf(path), location.href).href;
  try {
    await navigator.clipboard.writeText(link);
    showToast({ text: t.common.linkCopied, tone: 'good' });
  } catch {
    // Without a secure context there is no clipboard: the link is shown to be copied by hand.
    showToast({ text: link });
  }
}
