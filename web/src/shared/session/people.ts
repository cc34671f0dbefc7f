import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../api/client';
import type { ListAnswer, Person } from '../api/types';

/** Everybody whose name or address begins with or contains the text, for completion and pickers. */
export function peopleQuery(text: string) {
  return queryOptions({
    queryKey: ['people', text],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams();
      if (text) query.set('q', text);
      else query.set('page_size', '500');
      const answer = await call<ListAnswer<Person>>('GET', '/api/people', { query, signal });
      return answer.data.data.rows;
    },
    staleTime: 300_000,
    placeholderData: keepPreviousData,
  });
}

export function initials(name: string): string {
  const words = name
    .replace(/@.*/, '')
    .split(/[\s._-]+/)
    .filter(Boolean);
  return (
    (words[0]?.[0] ?? '?') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')
  ).toUpperCase();
}
