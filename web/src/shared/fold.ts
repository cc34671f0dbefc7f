/**
 * What is compared where somebody looks for something in what the page has already: without regard to case,
 * accents and compatibility forms, as the server's `contains` does it. The server has all of Unicode's
 * tables; here it is what the browser brings, and the letters that Unicode does not take apart.
 */

const LIKE_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  ŋ: 'n',
  ĸ: 'q',
  ς: 'σ',
};

/** Marks of Latin, Greek, Cyrillic, Arabic and Hebrew letters; those of other scripts make other letters. */
const ACCENTS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670]/gu;
const UNSEEN = /[\p{Default_Ignorable_Code_Point}]/gu;
const NOT_ASCII = /[^\0-\x7f]/u;

/** Folding twice changes nothing. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (!NOT_ASCII.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .replace(UNSEEN, '')
    .replace(/[ßæœøłđðþħıŧŋĸς]/gu, (letter) => LIKE_LETTERS[letter] ?? letter)
    .normalize('NFC');
}

/** Its words, folded. */
export function foldedWords(text: string): string[] {
  return fold(text).split(/\s+/).filter(Boolean);
}
