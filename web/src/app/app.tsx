import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { basePath } from '@/shared/base-path';
import { queryClient } from '@/shared/api/query-client';
import { PeopleDirectory } from '@/shared/session/people-directory';
import { profileQuery } from '@/shared/session/profile';
import { ErrorNotice } from '@/shared/ui/notice';
import { TipProvider } from '@/shared/ui/tip';
import { Toaster } from '@/shared/ui/toaster';
import { ErrorBoundary } from './error-boundary';
import { Router, useRoute } from 'wouter';
import { ResetPasswordPage } from '@/features/auth/reset-password-page';
import { paths } from '@/shared/paths';
import { PublicPages } from './public-pages';
import { SessionKeeper } from './session-keeper';
import { Shell } from './shell/shell';

function Session() {
  const { data: profile, error, isPending, refetch } = useQuery(profileQuery);
  const reload = useCallback(() => {
    void refetch();
  }, [refetch]);

  if (isPending) return null;
  if (error) {
    return (
      <main>
        <ErrorNotice error={error} onRetry={reload} />
      </main>
    );
  }
  if (!profile) return <PublicPages onSignedIn={reload} />;
  return (
    <SessionKeeper profile={profile}>
      <PeopleDirectory>
        <Shell />
      </PeopleDirectory>
    </SessionKeeper>
  );
}

/** A mailed link leads to the same place whether or not anybody is signed in here. */
function Entrance() {
  const [resetting] = useRoute(paths.resetPassword);
  return resetting ? <ResetPasswordPage /> : <Session />;
}

export function App() {
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queryClient}>
        <TipProvider delayDuration={500} skipDelayDuration={200}>
          <Router base={basePath}>
            <Entrance />
          </Router>
          <Toaster />
        </TipProvider>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
