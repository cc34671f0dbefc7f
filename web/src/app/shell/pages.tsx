import { Suspense } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useProfile } from '@/shared/session/profile';
import { Notice } from '@/shared/ui/notice';
import { ErrorBoundary } from '../error-boundary';
import { isFor, routes } from '../routes';
import { builtInViews } from './built-in-views';
import { PageLoading } from './page-loading';

function NotFound() {
  return (
    <Notice title={t.errors.notFoundTitle} text={t.errors.notFoundText}>
      <Link href={paths.tickets()}>{t.errors.toTickets}</Link>
    </Notice>
  );
}

/** The page of the current address. */
export function Pages() {
  const profile = useProfile();
  const [location] = useLocation();
  const allowed = routes.filter((route) => isFor(route, profile));
  return (
    <ErrorBoundary key={location}>
      <Suspense fallback={<PageLoading />}>
        <Switch>
          <Route path="/">
            <Redirect to={paths.tickets(builtInViews[0]?.search)} replace />
          </Route>
          {allowed.map(({ path, page }) => (
            <Route key={path} path={path} component={page} />
          ))}
          <Route>
            <NotFound />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
