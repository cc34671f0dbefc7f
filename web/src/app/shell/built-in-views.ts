import {
  AlarmClock,
  CalendarClock,
  CircleUser,
  Flame,
  Inbox,
  Layers,
  PenLine,
  UserX,
  type LucideIcon,
} from 'lucide-react';
import type { Catalogue } from '@/shared/i18n/en';

export interface BuiltInView {
  id: keyof Catalogue['builtInViews'];
  search: string;
  icon: LucideIcon;
  keys?: string;
  /** Whether the sidebar tells how many there are: where that is a call to act. */
  isCounted?: boolean;
}

const UNRESOLVED = 'Status=Open%2CIn+Progress';

/** The views that everybody has. They are links like any other. */
export const builtInViews: readonly BuiltInView[] = [
  { id: 'open', search: UNRESOLVED, icon: Inbox, keys: 'g o', isCounted: true },
  {
    id: 'mine',
    search: `${UNRESOLVED}&Assignee+Email=me&sort=Due+Date`,
    icon: CircleUser,
    keys: 'g m',
    isCounted: true,
  },
  {
    id: 'overdue',
    search: `${UNRESOLVED}&Due+Date=..today-1d&sort=Due+Date`,
    icon: AlarmClock,
    keys: 'g v',
    isCounted: true,
  },
  {
    id: 'dueSoon',
    search: `${UNRESOLVED}&Due+Date=today..today%2B7d&sort=Due+Date`,
    icon: CalendarClock,
    isCounted: true,
  },
  { id: 'critical', search: `${UNRESOLVED}&Priority=Critical`, icon: Flame, isCounted: true },
  {
    id: 'unassigned',
    search: `${UNRESOLVED}&Assignee+Email=&sort=-Priority`,
    icon: UserX,
    keys: 'g u',
    isCounted: true,
  },
  { id: 'reported', search: 'Reporter+Email=me', icon: PenLine },
  { id: 'all', search: '', icon: Layers, keys: 'g a' },
];
