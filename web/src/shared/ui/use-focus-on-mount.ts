import { useEffect, useRef, type RefObject } from 'react';

/** Gives the element the focus when it appears, as what was just asked for should have it. */
export function useFocusOnMount<Element extends HTMLElement>(): RefObject<Element | null> {
  const ref = useRef<Element>(null);
  useEffect(() => {
    ref.current?.focus({ preventScroll: true });
  }, []);
  return ref;
}
