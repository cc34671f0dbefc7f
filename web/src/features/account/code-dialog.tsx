import { useState } from 'react';
import { t } from '@/shared/i18n';
import { useSubmission } from '@/shared/records/use-submission';
import { Dialog } from '@/shared/ui/dialog';
import { Form, FormButtons } from '@/shared/ui/form';
import styles from './account.module.css';
import { CodeField } from './code-field';

interface CodeDialogProps {
  title: string;
  text: string;
  action: string;
  onCode: (code: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for a code before something is done to the second factor. */
export function CodeDialog({ title, text, action, onCode, onClose }: CodeDialogProps) {
  const [code, setCode] = useState('');
  const label = t.account.secondFactor.codeOrRecovery;
  const { working, problems, submit } = useSubmission({ totp_code: label });
  return (
    <Dialog title={title} width="narrow" onClose={onClose}>
      <Form
        problem={problems.general}
        refusal={problems}
        onSubmit={() => void submit(() => onCode(code))}
        foot={<FormButtons submit={action} working={working} onCancel={onClose} />}
      >
        <p className={styles.soft}>{text}</p>
        <CodeField
          label={label}
          allowsRecovery
          value={code}
          onChange={setCode}
          error={problems.byField.totp_code}
        />
      </Form>
    </Dialog>
  );
}
