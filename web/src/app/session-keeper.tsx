import { useEffect, useState, type ReactNode } from 'react';
import { SessionEndedDialog } from '@/features/auth/session-ended-dialog';
import { queryClient } from '@/shared/api/query-client';
import { onSessionEnded, type Outcome } from '@/shared/api/session-gate';
import type { Profile } from '@/shared/api/types';
import { profileQuery } from '@/shared/session/profile';
import { forgetServerState, forgetSession } from './sign-out';

type Resolve = (outcome: Outcome) => void;

/** When the session ends in the middle of work: asks for the password again, over the page. */
export function SessionKeeper({ profile, children }: { profile: Profile; children: ReactNode }) {
  const [asking, setAsking] = useState<{ resolve: Resolve } | null>(null);

  useEffect(
    () =>
      onSessionEnded(
        () =>
          new Promise((resolve) => {
            setAsking({ resolve });
          }),
      ),
    [],
  );

  const finish = (outcome: Outcome) => {
    setAsking(null);
    asking?.resolve(outcome);
  };

  const resume = async () => {
    const now = await queryClient.fetchQuery({ ...profileQuery, staleTime: 0 });
    const samePerson = now?.['User Email'] === profile['User Email'];
    finish(samePerson ? 'resumed' : 'abandoned');
    if (!samePerson) forgetServerState();
  };

  return (
    <>
      {children}
      {asking && (
        <SessionEndedDialog
          username={profile.Username}
          onResumed={() => {
            void resume();
          }}
          onAbandoned={() => {
            finish('abandoned');
            forgetSession();
          }}
        />
      )}
    </>
  );
}
