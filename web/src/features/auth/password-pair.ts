import { t } from '@/shared/i18n';

const SHORTEST = 8;

/** What is wrong with a new password that was typed twice; empty where nothing is. */
export function pairProblem(password: string, repeated: string): string {
  if (password.length < SHORTEST) return t.signIn.tooShort;
  return password === repeated ? '' : t.signIn.mismatch;
}
