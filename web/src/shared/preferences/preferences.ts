import { useSyncExternalStore } from 'react';

export interface ColumnLayout {
  order: string[];
  hidden: string[];
  widths: Record<string, number>;
}

/** What this reader likes, kept in this browser. */
export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  density: 'dense' | 'normal' | 'roomy';
  singleKeys: boolean;
  sidebar: 'open' | 'closed';
  columns: ColumnLayout | null;
}

const KEY = 'expediter.preferences';
const DEFAULTS: Preferences = {
  theme: 'system',
  density: 'normal',
  singleKeys: true,
  sidebar: 'open',
  columns: null,
};

function load(): Preferences {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>;
    return { ...DEFAULTS, ...stored };
  } catch {
    return DEFAULTS;
  }
}

let current = load();
const listeners = new Set<() => void>();

function announce(): void {
  for (const listener of listeners) listener();
}

// Another tab of the same browser may change them.
addEventListener('storage', (event) => {
  if (event.key !== KEY) return;
  current = load();
  announce();
});

export function preferences(): Preferences {
  return current;
}

export function setPreference<Name extends keyof Preferences>(
  name: Name,
  value: Preferences[Name],
): void {
  current = { ...current, [name]: value };
  localStorage.setItem(KEY, JSON.stringify(current));
  announce();
}

export function subscribeToPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreference<Name extends keyof Preferences>(name: Name): Preferences[Name] {
  return useSyncExternalStore(subscribeToPreferences, () => current[name]);
}
