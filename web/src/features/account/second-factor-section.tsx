import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { SecondFactorStatus } from '@/shared/api/account-types';
import { t } from '@/shared/i18n';
import { profileQuery } from '@/shared/session/profile';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { Mark } from '@/shared/ui/mark';
import { ErrorNotice } from '@/shared/ui/notice';
import { Skeleton } from '@/shared/ui/skeleton';
import { showToast } from '@/shared/ui/toasts';
import styles from './account.module.css';
import { CodeDialog } from './code-dialog';
import { RecoveryCodes } from './recovery-codes';
import { renewRecoveryCodes, secondFactorQuery, turnOffSecondFactor } from './second-factor-api';
import { SecondFactorSetup } from './second-factor-setup';
import { Section } from './section';

type Task = 'set-up' | 'turn-off' | 'new-codes';

interface StatusProps {
  status: SecondFactorStatus;
  onTask: (task: Task) => void;
}

function Status({ status, onTask }: StatusProps) {
  const words = t.account.secondFactor;
  const ask = (task: Task) => () => {
    onTask(task);
  };
  if (!status.enabled) {
    return (
      <div className={styles.line}>
        <span className={styles.grow}>
          <Mark>{words.off}</Mark>
        </span>
        <Button variant="primary" size="small" onClick={ask('set-up')}>
          {words.setUp}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.line}>
      <span className={styles.grow}>
        <Mark tone="ok" icon={<ShieldCheck size={13} aria-hidden />}>
          {words.on}
        </Mark>{' '}
        <span className={styles.soft}>{words.codesLeft(status.recovery_codes_left)}</span>
      </span>
      <Button size="small" onClick={ask('new-codes')}>
        {words.newCodes}
      </Button>
      <Button variant="danger" size="small" onClick={ask('turn-off')}>
        {words.turnOff}
      </Button>
    </div>
  );
}

function NewCodesDialog({ onClose }: { onClose: () => void }) {
  const words = t.account.secondFactor;
  const [codes, setCodes] = useState<string[] | null>(null);
  if (!codes) {
    return (
      <CodeDialog
        title={words.newCodesTitle}
        text={words.newCodesText}
        action={words.newCodesAction}
        onCode={async (code) => {
          setCodes(await renewRecoveryCodes(code));
        }}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title={words.codesTitle} dismissable={false} onClose={onClose}>
      <RecoveryCodes codes={codes} onDone={onClose} />
    </Dialog>
  );
}

/** The second factor of sign-in: whether it is on, and what can be done about it. */
export function SecondFactorSection() {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(secondFactorQuery);
  const [task, setTask] = useState<Task | null>(null);
  const words = t.account.secondFactor;
  const close = () => {
    setTask(null);
    void client.invalidateQueries({ queryKey: secondFactorQuery.queryKey, exact: true });
    void client.invalidateQueries({ queryKey: profileQuery.queryKey });
  };
  return (
    <Section title={words.title} text={words.text}>
      {data && <Status status={data} onTask={setTask} />}
      {!data && error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton width="40%" height={14} />}
      {task === 'set-up' && <SecondFactorSetup onClose={close} />}
      {task === 'new-codes' && <NewCodesDialog onClose={close} />}
      {task === 'turn-off' && (
        <CodeDialog
          title={words.turnOffTitle}
          text={words.turnOffText}
          action={words.turnOffAction}
          onCode={async (code) => {
            await turnOffSecondFactor(code);
            showToast({ text: words.turnedOff, tone: 'good' });
            close();
          }}
          onClose={close}
        />
      )}
    </Section>
  );
}
