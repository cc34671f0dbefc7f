import { fold } from '@/shared/fold';

/** Words that say nothing about what a ticket is about. */
const COMMON = new Set(
  'a an and at by for from in is it not of on or our the their this to was with without'.split(' '),
);
const SHORTEST_WORD = 3;

/** The words of a title that are worth searching for, without repetition. */
export function tellingWords(title: string): string[] {
  const words = fold(title).match(/[\p{L}\p{N}-]+/gu) ?? [];
  return [...new Set(words.filter((word) => word.length >= SHORTEST_WORD && !COMMON.has(word)))];
}

export interface Candidate {
  id: string;
  Title: string;
  'Linked PO Id': number | null;
}

/** How much a ticket looks like the one being written: shared words, and the same order. */
export function likeness(
  candidate: Candidate,
  words: readonly string[],
  orderId: number | null,
): number {
  const title = tellingWords(candidate.Title);
  // The last word may still be growing.
  const shared = words.filter((word) => title.some((other) => other.startsWith(word))).length;
  const byWords = words.length === 0 ? 0 : shared / words.length;
  const sameOrder = orderId !== null && candidate['Linked PO Id'] === orderId;
  return byWords + (sameOrder ? 0.5 : 0);
}

const LEAST_LIKENESS = 0.5;

/** The tickets that look alike, most alike first; each once. */
export function likelyDuplicates<T extends Candidate>(
  candidates: readonly T[],
  title: string,
  orderId: number | null,
  most: number,
): T[] {
  const words = tellingWords(title);
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  return [...byId.values()]
    .map((candidate) => ({ candidate, like: likeness(candidate, words, orderId) }))
    .filter(({ like }) => like >= LEAST_LIKENESS)
    .sort((a, b) => b.like - a.like)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}
