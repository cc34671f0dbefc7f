import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * A getter, always the same, for a value that changes at every render: for callbacks that are
 * handed to memoised parts or registered for long. Call it in handlers, not while rendering.
 */
export function useLatest<T>(value: T): () => T {
  const latest = useRef(value);
  // With the commit, not after the paint: a key that is pressed at what is just shown finds it.
  useLayoutEffect(() => {
    latest.current = value;
  });
  return useCallback(() => latest.current, []);
}
