import { preferences, subscribeToPreferences } from '../preferences/preferences';

/** Keeps the document's theme as the reader chose it. `system` leaves it to the browser. */
export function applyTheme(): void {
  const apply = () => {
    const { theme } = preferences();
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  };
  apply();
  subscribeToPreferences(apply);
}
