import { useState } from 'react';
import { ApiError } from '../api/api-error';
import { describeError } from '../api/describe-error';

export interface Problems {
  /** What concerns no single field of the form. */
  general: string;
  byField: Readonly<Record<string, string>>;
}

export const NO_PROBLEMS: Problems = { general: '', byField: {} };

/** The fields that a form shows, as the API calls them, and what the form calls them. */
export type FieldLabels = Readonly<Record<string, string>>;

/** The server's sentence, which begins with the field's name, with the name that the form has for it. */
function inWordsOfForm(message: string, field: string, label: string): string {
  return message.startsWith(`${field} `) ? label + message.slice(field.length) : message;
}

/** Puts what the server found wrong beside the fields that the form shows; the rest is said in general. */
export function problemsOf(error: unknown, labels: FieldLabels): Problems {
  if (!(error instanceof ApiError) || error.fields.length === 0) {
    return { general: describeError(error), byField: {} };
  }
  const byField: Record<string, string> = {};
  const general: string[] = [];
  for (const { Field, Message } of error.fields) {
    const label = labels[Field];
    if (label === undefined) {
      general.push(Message);
      continue;
    }
    const text = inWordsOfForm(Message, Field, label);
    byField[Field] = byField[Field] ? `${byField[Field]} ${text}` : text;
  }
  return { general: general.join(' '), byField };
}

export interface Submission {
  working: boolean;
  problems: Problems;
  setProblems: (problems: Problems) => void;
  /** Runs it; true if it came through. What went wrong is in `problems`. */
  submit: (action: () => Promise<void>) => Promise<boolean>;
}

/** One form's way to the server and what came back of it. */
export function useSubmission(labels: FieldLabels): Submission {
  const [working, setWorking] = useState(false);
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const submit = async (action: () => Promise<void>) => {
    setWorking(true);
    setProblems(NO_PROBLEMS);
    try {
      await action();
      return true;
    } catch (error) {
      setProblems(problemsOf(error, labels));
      return false;
    } finally {
      setWorking(false);
    }
  };
  return { working, problems, setProblems, submit };
}
