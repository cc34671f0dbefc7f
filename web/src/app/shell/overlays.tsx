import { lazy, Suspense } from 'react';
import { whenIdle } from '@/shared/ui/when-idle';

export type Overlay = 'palette' | 'help' | 'create';

const load = {
  palette: () => import('./palette'),
  help: () => import('./help-sheet'),
  create: () => import('@/features/ticket-create/create-dialog'),
  panel: () => import('@/features/ticket/ticket-panel'),
};

const Palette = lazy(async () => ({ default: (await load.palette()).Palette }));
const HelpSheet = lazy(async () => ({ default: (await load.help()).HelpSheet }));
const CreateDialog = lazy(async () => ({ default: (await load.create()).CreateDialog }));

/** Fetches what the next key will probably want, once the first page stands. Returns what calls it off. */
export function preloadOverlays(): () => void {
  return whenIdle(() => {
    // A failure shows when the overlay is really wanted.
    for (const each of Object.values(load)) void each().catch(() => undefined);
  });
}

/**
 * What lies over the page. While its script is still on the way, keys do not fall through to the
 * page below.
 */
export function Overlays({ overlay, onClose }: { overlay: Overlay | null; onClose: () => void }) {
  return (
    <Suspense fallback={<div data-blocks-keys="" />}>
      {overlay === 'palette' && <Palette onClose={onClose} />}
      {overlay === 'help' && <HelpSheet onClose={onClose} />}
      {overlay === 'create' && <CreateDialog onClose={onClose} />}
    </Suspense>
  );
}
