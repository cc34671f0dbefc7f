import type { Person } from '../api/types';
import { PersonMark } from '../ui/avatar';
import { classNames } from '../ui/class-names';
import styles from './markdown-editor.module.css';

interface MentionListProps {
  id: string;
  label: string;
  people: readonly Person[];
  active: number;
  left: number;
  top: number;
  onChoose: (email: string) => void;
}

export function mentionOptionId(listId: string, index: number): string {
  return `${listId}-${String(index)}`;
}

/** People who fit what was typed after "@". The text area keeps the focus and the keys. */
export function MentionList(props: MentionListProps) {
  return (
    <ul
      id={props.id}
      role="listbox"
      aria-label={props.label}
      className={styles.mentions}
      style={{ left: props.left, top: props.top }}
    >
      {props.people.map((person, index) => (
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events
        <li
          key={person['User Email']}
          id={mentionOptionId(props.id, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === props.active}
          className={classNames(styles.mention, index === props.active && styles.active)}
          onPointerDown={(event) => {
            event.preventDefault();
          }}
          onClick={() => {
            props.onChoose(person['User Email']);
          }}
        >
          <PersonMark email={person['User Email']} />
        </li>
      ))}
    </ul>
  );
}
