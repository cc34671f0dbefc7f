const LATEST_MS = 3_000;

/** Does something when the page has nothing better to do. Returns what calls it off. */
export function whenIdle(work: () => void): () => void {
  // Safari has no idle callback.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, LATEST_MS);
    return () => {
      clearTimeout(timer);
    };
  }
  const handle = requestIdleCallback(work, { timeout: LATEST_MS });
  return () => {
    cancelIdleCallback(handle);
  };
}
