import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Laptop, Smartphone } from 'lucide-react';
import { useState } from 'react';
import type { SessionEntry } from '@/shared/api/account-types';
import { call } from '@/shared/api/client';
import { describeError } from '@/shared/api/describe-error';
import type { ListAnswer } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { TimeAgo } from '@/shared/time/time-ago';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { Mark } from '@/shared/ui/mark';
import { ErrorNotice } from '@/shared/ui/notice';
import { Skeleton } from '@/shared/ui/skeleton';
import { showToast } from '@/shared/ui/toasts';
import styles from './account.module.css';
import { clientName } from './client-name';
import { Section } from './section';

const SESSIONS = '/api/session';
const SHOWN_AT_FIRST = 5;

const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => {
    const query = new URLSearchParams({ page_size: '100', sort: '-Refreshed At' });
    const answer = await call<ListAnswer<SessionEntry>>('GET', SESSIONS, { query, signal });
    return answer.data.data.rows;
  },
});

function whereText(session: SessionEntry): string {
  const { browser, system } = clientName(session['User Agent']);
  if (browser && system) return t.account.sessions.onSystem(browser, system);
  return browser ?? system ?? t.account.sessions.unknown;
}

interface SessionLineProps {
  session: SessionEntry;
  onEnd: (session: SessionEntry) => void;
}

function SessionLine({ session, onEnd }: SessionLineProps) {
  const words = t.account.sessions;
  const where = whereText(session);
  const isPhone = /Mobile|Android|iPhone/.test(session['User Agent']);
  const Icon = isPhone ? Smartphone : Laptop;
  return (
    <li className={styles.session}>
      <Icon size={18} aria-hidden />
      <div className={styles.grow}>
        <div className={styles.client} title={session['User Agent']}>
          {where}
          {session.Current && <Mark tone="ok">{words.current}</Mark>}
        </div>
        <div className={styles.detail}>
          {session.Address && `${session.Address} · `}
          {words.signedIn} <TimeAgo at={session['Signed In At']} /> · {words.lastUsed}{' '}
          <TimeAgo at={session['Refreshed At']} />
        </div>
      </div>
      {!session.Current && (
        <Button
          size="small"
          aria-label={words.endOf([where, session.Address].filter(Boolean).join(', '))}
          onClick={() => {
            onEnd(session);
          }}
        >
          {words.end}
        </Button>
      )}
    </li>
  );
}

function useEndSessions() {
  const client = useQueryClient();
  const words = t.account.sessions;
  const refresh = () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  const endOne = async (session: SessionEntry) => {
    try {
      await call('DELETE', `${SESSIONS}/${String(session.id)}`);
      showToast({ text: words.ended(whereText(session)), tone: 'good' });
    } catch (error) {
      showToast({ text: describeError(error), tone: 'bad' });
    }
    await refresh();
  };
  const endOthers = async () => {
    await call('DELETE', SESSIONS);
    showToast({ text: words.endedOthers, tone: 'good' });
    await refresh();
  };
  return { endOne, endOthers };
}

function SessionList({ sessions }: { sessions: readonly SessionEntry[] }) {
  const [asking, setAsking] = useState(false);
  const { endOne, endOthers } = useEndSessions();
  const words = t.account.sessions;
  const [all, setAll] = useState(false);
  const ordered = [...sessions].sort((a, b) => Number(b.Current) - Number(a.Current));
  const shown = all ? ordered : ordered.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <ul className={styles.sessions} aria-label={words.title}>
        {shown.map((session) => (
          <SessionLine key={session.id} session={session} onEnd={(each) => void endOne(each)} />
        ))}
      </ul>
      {sessions.length > 1 ? (
        <div className={styles.end}>
          {shown.length < ordered.length && (
            <Button
              variant="quiet"
              size="small"
              onClick={() => {
                setAll(true);
              }}
            >
              {words.showAll(ordered.length)}
            </Button>
          )}
          <Button
            variant="danger"
            size="small"
            onClick={() => {
              setAsking(true);
            }}
          >
            {words.endOthers}
          </Button>
        </div>
      ) : (
        <p className={styles.soft}>{words.only}</p>
      )}
      {asking && (
        <ConfirmDialog
          title={words.endOthersTitle}
          text={words.endOthersText}
          action={words.endOthers}
          onConfirm={endOthers}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}

/** Where one is signed in, and the way to end that. */
export function SessionsSection() {
  const { data, error, refetch } = useQuery(sessionsQuery);
  const words = t.account.sessions;
  return (
    <Section title={words.title} text={words.text}>
      {data && <SessionList sessions={data} />}
      {!data && error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton width="60%" height={14} />}
    </Section>
  );
}
