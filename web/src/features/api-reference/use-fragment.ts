import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => {
    removeEventListener('hashchange', listener);
  };
}

export const OVERVIEW = 'overview';

/** What stands behind the # of the address. Links and the back button change it without leaving the page. */
export function useFragment(): string {
  return useSyncExternalStore(
    subscribe,
    () => decodeURIComponent(location.hash.slice(1)) || OVERVIEW,
  );
}
