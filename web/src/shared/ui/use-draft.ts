import { useCallback, useState } from 'react';

const PREFIX = 'expediter.draft.';

function read<T>(key: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

/** Drops every draft of this tab: when the person signs out. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
}

/** Text that is not saved yet, kept through reloads and moving about in this tab. Null means none. */
export function useDraft<T>(key: string): [T | null, (value: T | null) => void] {
  const [draft, setDraft] = useState(() => read<T>(key));
  const [draftKey, setDraftKey] = useState(key);
  if (draftKey !== key) {
    setDraftKey(key);
    setDraft(read<T>(key));
  }
  const change = useCallback(
    (value: T | null) => {
      setDraft(value);
      if (value === null) sessionStorage.removeItem(PREFIX + key);
      else sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
    },
    [key],
  );
  return [draft, change];
}
