import { Suspense } from 'react';
import { KeysHeld } from '@/shared/keyboard/keys-held';
import { CreateDialog, HelpSheet, Palette } from '../parts';

export type Overlay = 'palette' | 'help' | 'create';

/** What lies over the page. */
export function Overlays({ overlay, onClose }: { overlay: Overlay | null; onClose: () => void }) {
  return (
    <Suspense fallback={<KeysHeld modal onCancel={onClose} />}>
      {overlay === 'palette' && <Palette onClose={onClose} />}
      {overlay === 'help' && <HelpSheet onClose={onClose} />}
      {overlay === 'create' && <CreateDialog onClose={onClose} />}
    </Suspense>
  );
}
