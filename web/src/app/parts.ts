import { preloadable } from '@/shared/ui/preloadable';
import { whenIdle } from '@/shared/ui/when-idle';

/** What keys open over or beside a page: no part of the first script, and there when it is wanted. */
export const Palette = preloadable(async () => (await import('./shell/palette')).Palette);
export const HelpSheet = preloadable(async () => (await import('./shell/help-sheet')).HelpSheet);
export const CreateDialog = preloadable(
  async () => (await import('@/features/ticket-create/create-dialog')).CreateDialog,
);
export const TicketPanel = preloadable(
  async () => (await import('@/features/ticket/ticket-panel')).TicketPanel,
);

/** Fetches what the next key will probably want, once the first page stands. Returns what calls it off. */
export function preloadParts(): () => void {
  return whenIdle(() => {
    for (const part of [Palette, HelpSheet, CreateDialog, TicketPanel]) {
      // A failure shows when the part is really wanted.
      part.preload().catch(() => undefined);
    }
  });
}
