import { call } from '@/shared/api/client';
import { forgetCsrfToken } from '@/shared/api/csrf';
import { describeError } from '@/shared/api/describe-error';
import { ApiError } from '@/shared/api/api-error';
import { queryClient } from '@/shared/api/query-client';
import { forgetUndo } from '@/shared/commands/undo-stack';
import { profileQuery } from '@/shared/session/profile';
import { showToast } from '@/shared/ui/toasts';
import { forgetDrafts } from '@/shared/ui/use-draft';

/** Drops everything that the server told the person who was signed in. */
export function forgetServerState(): void {
  const profileKey = profileQuery.queryKey[0];
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== profileKey });
}

/** Forgets whose page this is: nothing of one person is left for the next. */
export function forgetSession(): void {
  forgetCsrfToken();
  forgetDrafts();
  forgetUndo();
  queryClient.setQueryData(profileQuery.queryKey, null);
  forgetServerState();
}

export async function signOut(): Promise<void> {
  try {
    await call('POST', '/api/logout', { mayBeSignedOut: true });
  } catch (error) {
    // A session that is gone already is what was wanted.
    if (!(error instanceof ApiError && error.status === 401)) {
      showToast({ text: describeError(error), tone: 'bad' });
      return;
    }
  }
  forgetSession();
}
