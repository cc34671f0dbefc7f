import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { call } from '@/shared/api/client';
import { t } from '@/shared/i18n';
import { ErrorNotice, Notice } from '@/shared/ui/notice';
import { Skeleton } from '@/shared/ui/skeleton';
import type { OpenApi } from './openapi';
import { OperationNav } from './operation-nav';
import { OperationView } from './operation-view';
import { groupsOf } from './operations';
import { Overview } from './overview';
import styles from './reference.module.css';
import { OVERVIEW, useFragment } from './use-fragment';

const documentQuery = queryOptions({
  queryKey: ['openapi'],
  queryFn: async ({ signal }) =>
    (await call<OpenApi>('GET', '/api/openapi.json', { signal, mayBeSignedOut: true })).data,
  staleTime: Number.POSITIVE_INFINITY,
});

interface ReferenceViewProps {
  /** A way to what is needed to call the API. */
  action: ReactNode;
}

function Reference({ document, action }: ReferenceViewProps & { document: OpenApi }) {
  const groups = useMemo(() => groupsOf(document), [document]);
  const current = useFragment();
  const content = useRef<HTMLDivElement>(null);
  const operation = groups
    .flatMap((group) => group.operations)
    .find((each) => each.operationId === current);
  useEffect(() => {
    content.current?.scrollTo(0, 0);
  }, [current]);
  return (
    <div className={styles.layout}>
      <OperationNav groups={groups} current={current} />
      <div ref={content} className={styles.content}>
        {operation && (
          <OperationView key={operation.operationId} document={document} operation={operation} />
        )}
        {!operation && current === OVERVIEW && (
          <Overview document={document} groups={groups} action={action} />
        )}
        {!operation && current !== OVERVIEW && (
          <Notice title={t.errors.notFoundTitle} text={t.reference.noSuchCall} />
        )}
      </div>
    </div>
  );
}

/** The reference of the API, drawn from the server's own description of it. */
export function ReferenceView({ action }: ReferenceViewProps) {
  const { data, error, refetch } = useQuery(documentQuery);
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <h1 className={styles.pageTitle}>{t.reference.title}</h1>
        {data && <span className={styles.version}>{t.reference.version(data.info.version)}</span>}
        <span className={styles.barEnd}>{action}</span>
      </header>
      {data && <Reference document={data} action={action} />}
      {!data && error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <div className={styles.loading} role="status" aria-label={t.common.loading}>
          <Skeleton width="40%" height={18} />
          <Skeleton width="70%" />
          <Skeleton width="60%" />
        </div>
      )}
    </div>
  );
}
