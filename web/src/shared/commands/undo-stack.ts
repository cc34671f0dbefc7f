import { t } from '../i18n';
import { showToast } from '../ui/toasts';

interface Step {
  undo: () => void;
}

const MOST_STEPS = 30;
let steps: Step[] = [];

/** Says that something was done, with a button and Ctrl/⌘+Z that take it back. */
export function doneWithUndo(text: string, undo: () => void): void {
  const step = { undo };
  steps = [...steps, step].slice(-MOST_STEPS);
  showToast({
    text,
    tone: 'good',
    action: {
      label: t.common.undo,
      run: () => {
        take(step);
      },
    },
  });
}

function take(step: Step | undefined): void {
  if (!step || !steps.includes(step)) return;
  steps = steps.filter((each) => each !== step);
  step.undo();
}

/** Takes back the last thing done; false when there is nothing. */
export function undoLast(): boolean {
  const last = steps.at(-1);
  take(last);
  return last !== undefined;
}
