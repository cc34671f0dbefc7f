import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SecondFactorOffer } from '@/shared/api/account-types';
import { t } from '@/shared/i18n';
import { useSubmission } from '@/shared/records/use-submission';
import { Dialog } from '@/shared/ui/dialog';
import { Form, FormButtons } from '@/shared/ui/form';
import { ErrorNotice } from '@/shared/ui/notice';
import { Secret } from '@/shared/ui/secret';
import { Skeleton } from '@/shared/ui/skeleton';
import styles from './account.module.css';
import { CodeField } from './code-field';
import { RecoveryCodes } from './recovery-codes';
import { activateSecondFactor, offerSecondFactor } from './second-factor-api';

interface OfferFormProps {
  offer: SecondFactorOffer;
  onActivated: (codes: string[]) => void;
  onClose: () => void;
}

/** Groups of four are easier to type. */
function grouped(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}

function OfferForm({ offer, onActivated, onClose }: OfferFormProps) {
  const [code, setCode] = useState('');
  const { working, problems, submit } = useSubmission({ totp_code: t.account.secondFactor.code });
  const words = t.account.secondFactor;
  const activate = () =>
    submit(async () => {
      onActivated(await activateSecondFactor(code));
    });
  return (
    <Form
      problem={problems.general}
      refusal={problems}
      onSubmit={() => void activate()}
      foot={<FormButtons submit={words.activate} working={working} onCancel={onClose} />}
    >
      <p>{words.scan}</p>
      <img className={styles.qr} src={offer.qr_code} alt={words.qrCode} />
      <div>
        <p className={styles.soft}>{words.byHand}</p>
        <Secret label={words.key} text={grouped(offer.secret)} />
      </div>
      <p>{words.enter}</p>
      <CodeField
        label={words.code}
        value={code}
        onChange={setCode}
        error={problems.byField.totp_code}
      />
    </Form>
  );
}

/** Sets the second factor up: a picture to scan, a code to prove it, recovery codes to keep. */
export function SecondFactorSetup({ onClose }: { onClose: () => void }) {
  const words = t.account.secondFactor;
  const [codes, setCodes] = useState<string[] | null>(null);
  // A new secret each time that the dialog is opened; never kept.
  const { data, error, refetch } = useQuery({
    queryKey: ['second-factor', 'offer'],
    queryFn: offerSecondFactor,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Dialog
      title={codes ? words.codesTitle : words.setUpTitle}
      dismissable={!codes}
      onClose={onClose}
    >
      {codes && <RecoveryCodes codes={codes} onDone={onClose} />}
      {!codes && data && <OfferForm offer={data} onActivated={setCodes} onClose={onClose} />}
      {!codes && !data && error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!codes && !data && !error && <Skeleton width="100%" height={200} />}
    </Dialog>
  );
}
