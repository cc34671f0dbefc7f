import type { Profile } from '@/shared/api/types';
import type { Command } from '@/shared/commands/registry';
import { undoLast } from '@/shared/commands/undo-stack';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { setPreference, type Preferences } from '@/shared/preferences/preferences';
import { showToast } from '@/shared/ui/toasts';
import { isFor, routes } from '../routes';
import { signOut } from '../sign-out';
import { THEMES } from './account-menu';
import { builtInViews } from './built-in-views';
import type { Overlay } from './overlays';

interface ShellActions {
  navigate: (to: string) => void;
  mayEdit: boolean;
  profile: Profile;
  open: (overlay: Overlay) => void;
  toggleSidebar: () => void;
}

const DENSITIES: readonly Preferences['density'][] = ['dense', 'normal', 'roomy'];

function goCommands({ navigate, profile }: ShellActions): Command[] {
  const views = builtInViews.map((view) => ({
    id: `view-${view.id}`,
    title: t.commands.goTo(t.builtInViews[view.id]),
    group: 'go' as const,
    ...(view.keys ? { keys: [view.keys] } : {}),
    run: () => {
      navigate(paths.tickets(view.search));
    },
  }));
  const pages = routes
    .filter((route) => isFor(route, profile))
    .flatMap(({ path, nav }) =>
      nav
        ? [
            {
              id: `page-${path}`,
              title: t.commands.goTo(nav.label()),
              group: 'go' as const,
              ...(nav.keys ? { keys: [nav.keys] } : {}),
              run: () => {
                navigate(path);
              },
            },
          ]
        : [],
    );
  return [...views, ...pages];
}

function appearanceCommands(): Command[] {
  const themes = THEMES.map((theme) => ({
    id: `theme-${theme}`,
    title: t.commands.theme(t.shell.themes[theme]),
    group: 'appearance' as const,
    run: () => {
      setPreference('theme', theme);
    },
  }));
  const densities = DENSITIES.map((density) => ({
    id: `density-${density}`,
    title: t.commands.density(t.density[density]),
    group: 'appearance' as const,
    run: () => {
      setPreference('density', density);
    },
  }));
  return [...themes, ...densities];
}

/** What can be done everywhere. */
export function shellCommands(actions: ShellActions): Command[] {
  const create: Command = {
    id: 'create',
    title: t.shell.newTicket,
    group: 'create',
    keys: ['c'],
    run: () => {
      actions.open('create');
    },
  };
  return [
    ...(actions.mayEdit ? [create] : []),
    {
      id: 'palette',
      title: t.commands.palette,
      group: 'help',
      keys: ['mod+k'],
      keyOnly: true,
      whileTyping: true,
      run: () => {
        actions.open('palette');
      },
    },
    {
      id: 'help',
      title: t.commands.help,
      group: 'help',
      keys: ['?'],
      run: () => {
        actions.open('help');
      },
    },
    {
      id: 'undo',
      title: t.common.undo,
      group: 'ticket',
      keys: ['mod+z'],
      run: () => {
        if (!undoLast()) showToast({ text: t.commands.nothingToUndo });
      },
    },
    {
      id: 'sidebar',
      title: t.commands.sidebar,
      group: 'appearance',
      keys: ['['],
      run: actions.toggleSidebar,
    },
    {
      id: 'sign-out',
      title: t.signIn.signOut,
      group: 'help',
      run: () => {
        void signOut();
      },
    },
    ...goCommands(actions),
    ...appearanceCommands(),
  ];
}
