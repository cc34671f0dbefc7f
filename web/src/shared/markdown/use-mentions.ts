import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent, type RefObject } from 'react';
import type { Person } from '../api/types';
import { peopleQuery } from '../session/people';
import { useDebounced } from '../ui/use-debounced';
import { caretPosition } from './caret-position';
import { insertMention, mentionAt, type MentionQuery } from './mention';

const LINE = 22;
const MOST = 6;

interface OpenMention extends MentionQuery {
  left: number;
  top: number;
}

export interface Mentions {
  open: OpenMention | null;
  people: readonly Person[];
  active: number;
  /** To be called whenever text or caret changed. */
  look: () => void;
  close: () => void;
  choose: (email: string) => void;
  /** True when the key was taken. */
  onKeyDown: (event: KeyboardEvent) => boolean;
}

/** Completion of people after "@" in a text area. */
export function useMentions(
  area: RefObject<HTMLTextAreaElement | null>,
  onValue: (value: string) => void,
): Mentions {
  const [open, setOpen] = useState<OpenMention | null>(null);
  const [active, setActive] = useState(0);
  const wanted = useDebounced(open?.text ?? '', 100);
  const { data = [] } = useQuery({ ...peopleQuery(wanted), enabled: open !== null });
  const people = open ? data.slice(0, MOST) : [];

  const look = () => {
    const element = area.current;
    const query = element && mentionAt(element.value, element.selectionStart);
    if (!element || !query) {
      setOpen(null);
      return;
    }
    const { left, top } = caretPosition(element, query.start);
    setOpen({ ...query, left: Math.min(left, element.offsetWidth - 220), top: top + LINE });
    setActive(0);
  };
  const choose = (email: string) => {
    const element = area.current;
    if (!element || !open) return;
    const next = insertMention(element.value, element.selectionStart, open, email);
    setOpen(null);
    onValue(next.value);
    // The caret can only be set once the new text is in place.
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(next.caret, next.caret);
    });
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!open || people.length === 0) return false;
    const person = people[active];
    if (event.key === 'ArrowDown') setActive((active + 1) % people.length);
    else if (event.key === 'ArrowUp') setActive((active + people.length - 1) % people.length);
    else if (event.key === 'Escape') setOpen(null);
    else if ((event.key === 'Enter' || event.key === 'Tab') && person) choose(person['User Email']);
    else return false;
    return true;
  };
  return {
    open: people.length > 0 ? open : null,
    people,
    active,
    look,
    close: () => {
      setOpen(null);
    },
    choose,
    onKeyDown,
  };
}
