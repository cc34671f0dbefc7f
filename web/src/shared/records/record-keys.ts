import type { KeyboardEvent } from 'react';

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrow keys carry the focus from the name of one record to that of the next. */
export function stepAmongOpeners(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const from = event.target;
  if (step === undefined || !(from instanceof HTMLElement) || event.defaultPrevented) return;
  const index = Number(from.dataset.index ?? Number.NaN);
  if (!Number.isInteger(index)) return;
  const next = event.currentTarget.querySelector<HTMLElement>(
    `[data-index="${String(index + step)}"]`,
  );
  if (!next) return;
  event.preventDefault();
  next.focus();
}
