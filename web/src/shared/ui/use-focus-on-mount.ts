import { useCallback, useRef } from 'react';

/**
 * Gives the element the focus as soon as it is in the document, as what was just asked for should have it.
 * Hands out the ref for it, and what focuses it again. Not by an effect: inside a dialog the
 * element comes later than the effects of the component that names it.
 */
export function useFocusOnMount<Target extends HTMLElement>(): [
  ref: (element: Target | null) => void,
  focus: () => void,
] {
  const current = useRef<Target | null>(null);
  const ref = useCallback((element: Target | null) => {
    current.current = element;
    element?.focus({ preventScroll: true });
  }, []);
  const focus = useCallback(() => {
    current.current?.focus();
  }, []);
  return [ref, focus];
}
