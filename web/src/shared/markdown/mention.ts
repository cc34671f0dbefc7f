/** The beginning of a name after an "@" right before the caret. */
export interface MentionQuery {
  /** Where the "@" stands. */
  start: number;
  text: string;
}

const LONGEST = 40;

export function mentionAt(value: string, caret: number): MentionQuery | null {
  const before = value.slice(Math.max(0, caret - LONGEST), caret);
  const match = /(?:^|[\s(])@([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!match) return null;
  const text = match[1] ?? '';
  return { start: caret - text.length - 1, text };
}

/** The text with the begun mention replaced by the address, and where the caret goes. */
export function insertMention(
  value: string,
  caret: number,
  query: MentionQuery,
  email: string,
): { value: string; caret: number } {
  const inserted = `@${email} `;
  const rest = value.slice(caret).replace(/^ /, '');
  return {
    value: value.slice(0, query.start) + inserted + rest,
    caret: query.start + inserted.length,
  };
}
