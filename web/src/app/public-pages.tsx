import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { SignInPage } from '@/features/auth/sign-in-page';
import { paths } from '@/shared/paths';

const PublicReferencePage = lazy(async () => ({
  default: (await import('./pages/reference-page')).PublicReferencePage,
}));

/** What is there for who is not signed in: at most addresses, the way in. */
export function PublicPages({ onSignedIn }: { onSignedIn: () => void }) {
  return (
    <Suspense>
      <Switch>
        <Route path={paths.reference}>
          <PublicReferencePage />
        </Route>
        <Route>
          <SignInPage onSignedIn={onSignedIn} />
        </Route>
      </Switch>
    </Suspense>
  );
}
