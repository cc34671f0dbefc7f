/** Expressions of the API's `filter`, made of what people typed and ticked. */

function quotedField(field: string): string {
  return /\W/.test(field) ? `"${field}"` : field;
}

export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Rows where each of the words is somewhere in one of the fields; null where there are no words. */
export function findsWords(fields: readonly string[], text: string): string | null {
  const words = text.split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  return words
    .map((word) => {
      const anywhere = fields.map((field) => `${quotedField(field)} contains ${quotedText(word)}`);
      return `(${anywhere.join(' or ')})`;
    })
    .join(' and ');
}

export function equals(field: string, value: string): string {
  return `${quotedField(field)} eq ${quotedText(value)}`;
}

/** Joins the conditions that are there; null where none is. */
export function allOf(...conditions: readonly (string | null)[]): string | null {
  const given = conditions.filter((condition) => condition !== null);
  return given.length > 0 ? given.join(' and ') : null;
}
