import { t } from '../i18n';
import { dismissToast, showToast } from '../ui/toasts';

interface Step {
  undo: () => void;
  toast: number;
}

const MOST_STEPS = 30;
let steps: Step[] = [];

/** Says that something was done, with a button and Ctrl/⌘+Z that take it back. */
export function doneWithUndo(text: string, undo: () => void): void {
  const run = () => {
    take(step);
  };
  const toast = showToast({ text, tone: 'good', action: { label: t.common.undo, run } });
  const step: Step = { undo, toast };
  steps = [...steps, step].slice(-MOST_STEPS);
}

function take(step: Step | undefined): void {
  if (!step || !steps.includes(step)) return;
  steps = steps.filter((each) => each !== step);
  dismissToast(step.toast);
  step.undo();
}

/** Takes back the last thing done; false when there is nothing. */
export function undoLast(): boolean {
  const last = steps.at(-1);
  take(last);
  return last !== undefined;
}

/** Forgets what could be undone: it was done by somebody who has signed out. */
export function forgetUndo(): void {
  steps = [];
}
