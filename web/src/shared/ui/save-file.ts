import type { SentFile } from '../api/client';

/** How long the browser may take to begin writing. */
const KEPT_MS = 60_000;

/** Hands a file to the browser, which saves it as it saves downloads. */
export function saveFile({ content, name }: SentFile): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, KEPT_MS);
}
