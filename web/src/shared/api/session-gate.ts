/**
 * What happens when the session has ended in the middle of work. Requests wait here, together, until the
 * person has signed in again in a dialog over the page; so nothing that was typed is lost.
 */
export type Outcome = 'resumed' | 'abandoned';

type Handler = () => Promise<Outcome>;

let handler: Handler | null = null;
let waiting: Promise<Outcome> | null = null;

/** The page says how it asks for a new sign-in; the returned function takes it back. */
export function onSessionEnded(ask: Handler): () => void {
  handler = ask;
  return () => {
    if (handler === ask) handler = null;
  };
}

export function sessionResumed(): Promise<Outcome> {
  if (!handler) return Promise.resolve('abandoned');
  waiting ??= handler().finally(() => {
    waiting = null;
  });
  return waiting;
}
