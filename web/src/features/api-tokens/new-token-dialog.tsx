import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewApiToken } from '@/shared/api/account-types';
import type { Privilege } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { refreshRecords } from '@/shared/records/use-record-list';
import { useSubmission } from '@/shared/records/use-submission';
import { AccessEditor } from '@/shared/session/access-editor';
import { today } from '@/shared/time/dates';
import { Choices } from '@/shared/ui/choices';
import { Dialog } from '@/shared/ui/dialog';
import { SelectField, TextField } from '@/shared/ui/field';
import { Form, FormButtons, FormPair } from '@/shared/ui/form';
import { MadeTokenView } from './made-token';
import { createToken, TOKENS, type MadeToken } from './token-api';
import { endOfDay, lastDay, LIFETIMES, type Lifetime } from './token-life';

interface TokenDraft {
  name: string;
  narrow: boolean;
  scope: Privilege[];
  lifetime: Lifetime;
  day: string;
}

const BLANK: TokenDraft = {
  name: '',
  narrow: true,
  scope: [{ type: 'Issue Tracker', access: 'View' }],
  lifetime: '90',
  day: '',
};

/** What can be said before the server is asked. */
function problemsIn(draft: TokenDraft): Record<string, string> {
  const found: Record<string, string> = {};
  if (draft.narrow && draft.scope.length === 0) found.Scope = t.tokens.needsScope;
  if (draft.lifetime === 'date' && draft.day < today()) found['Expires At'] = t.tokens.needsDay;
  return found;
}

function contentOf(draft: TokenDraft): NewApiToken {
  const day = lastDay(draft.lifetime, draft.day, new Date());
  return {
    Name: draft.name.trim(),
    Scope: draft.narrow ? draft.scope : null,
    'Expires At': day && endOfDay(day),
  };
}

interface PartProps {
  draft: TokenDraft;
  onChange: (change: Partial<TokenDraft>) => void;
  errors: Readonly<Record<string, string>>;
}

function ScopeFields({ draft, onChange, errors }: PartProps) {
  return (
    <>
      <Choices<'narrow' | 'wide'>
        label={t.tokens.scope}
        choices={[
          { value: 'narrow', label: t.tokens.narrow, hint: t.tokens.narrowHint },
          { value: 'wide', label: t.tokens.wide, hint: t.tokens.wideHint },
        ]}
        value={draft.narrow ? 'narrow' : 'wide'}
        onChange={(how) => {
          onChange({ narrow: how === 'narrow' });
        }}
      />
      {draft.narrow && (
        <AccessEditor
          label={t.tokens.scope}
          hideLabel
          privileges={draft.scope}
          error={errors.Scope}
          onChange={(scope) => {
            onChange({ scope });
          }}
        />
      )}
    </>
  );
}

function LifetimeFields({ draft, onChange, errors }: PartProps) {
  return (
    <FormPair>
      <SelectField
        label={t.tokens.lifetime}
        value={draft.lifetime}
        error={draft.lifetime === 'date' ? undefined : errors['Expires At']}
        onChange={(event) => {
          onChange({ lifetime: event.target.value as Lifetime });
        }}
      >
        {LIFETIMES.map((each) => (
          <option key={each} value={each}>
            {t.tokens.lifetimes[each]}
          </option>
        ))}
      </SelectField>
      {draft.lifetime === 'date' && (
        <TextField
          label={t.tokens.lastDay}
          type="date"
          required
          min={today()}
          hint={t.tokens.lastDayHint}
          error={errors['Expires At']}
          value={draft.day}
          onChange={(event) => {
            onChange({ day: event.target.value });
          }}
        />
      )}
    </FormPair>
  );
}

function TokenForm({ onMade, onClose }: { onMade: (m: MadeToken) => void; onClose: () => void }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(BLANK);
  const { working, problems, setProblems, submit } = useSubmission({
    Name: t.tokens.name,
    Scope: t.tokens.scope,
    'Expires At': t.tokens.lifetime,
  });
  const create = async () => {
    const byField = problemsIn(draft);
    if (Object.keys(byField).length > 0) {
      setProblems({ general: '', byField });
      return;
    }
    await submit(async () => {
      onMade(await createToken(contentOf(draft)));
      await refreshRecords(client, TOKENS);
    });
  };
  const part = {
    draft,
    errors: problems.byField,
    onChange: (change: Partial<TokenDraft>) => {
      setDraft({ ...draft, ...change });
    },
  };
  return (
    <Form
      problem={problems.general}
      refusal={problems}
      onSubmit={() => void create()}
      foot={<FormButtons submit={t.tokens.create} working={working} onCancel={onClose} />}
    >
      <TextField
        label={t.tokens.name}
        placeholder={t.tokens.namePlaceholder}
        required
        autoComplete="off"
        error={problems.byField.Name}
        value={draft.name}
        onChange={(event) => {
          part.onChange({ name: event.target.value });
        }}
      />
      <ScopeFields {...part} />
      <LifetimeFields {...part} />
    </Form>
  );
}

/** Makes a token; its text is shown at the end, this once. */
export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<MadeToken | null>(null);
  return (
    <Dialog title={made ? t.tokens.madeTitle : t.tokens.new} dismissable={!made} onClose={onClose}>
      {made ? (
        <MadeTokenView token={made} onClose={onClose} />
      ) : (
        <TokenForm onMade={setMade} onClose={onClose} />
      )}
    </Dialog>
  );
}
