import { useState } from 'react';

/** What had the focus before: of a menu that is about to close, what opened it. */
function focusedBefore(): Element | null {
  const focused = document.activeElement;
  const menu = focused?.closest('[role="menu"]');
  if (!menu) return focused;
  return document.getElementById(menu.getAttribute('aria-labelledby') ?? '');
}

/**
 * For what lies over the page: gives the focus back to what had it when this was opened. Where that is
 * gone, such as the line of a record that was deleted, the content of the page gets it.
 */
export function useFocusReturn(): (event: Event) => void {
  // While rendering, since a field inside takes the focus as soon as it is in the document.
  const [before] = useState(focusedBefore);
  return (event) => {
    if (before === document.body) return;
    event.preventDefault();
    const target = before?.isConnected ? before : document.getElementById('content');
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  };
}
