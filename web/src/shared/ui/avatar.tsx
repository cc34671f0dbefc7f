import { initials } from '../session/people';
import { usePersonName } from '../session/people-directory';
import styles from './avatar.module.css';

// Hues that keep their contrast with white in both themes.
const HUES = [172, 205, 262, 318, 12, 32, 88, 140];

function hueOf(text: string): number {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9_973;
  return HUES[sum % HUES.length] ?? 172;
}

/** Initials on a colour that stays the same for a person. Decoration: the name stands beside it. */
export function Avatar({ email, size = 18 }: { email: string; size?: number }) {
  const name = usePersonName(email);
  return (
    <span
      className={styles.avatar}
      style={{
        width: size,
        height: size,
        fontSize: Math.round(size * 0.46),
        backgroundColor: `hsl(${String(hueOf(email))} 38% 34%)`,
      }}
      data-initials={initials(name)}
      aria-hidden
    />
  );
}

export function PersonMark({ email }: { email: string }) {
  const name = usePersonName(email);
  return (
    <span className={styles.person} title={email}>
      <Avatar email={email} />
      <span className={styles.name}>{name}</span>
    </span>
  );
}
