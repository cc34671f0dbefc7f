import { useQuery } from '@tanstack/react-query';
import { createContext, use, useMemo, type ReactNode } from 'react';
import { peopleQuery } from './people';

/** Names by address. One look-up table for all rows, since a list shows hundreds of people at once. */
const Directory = createContext<ReadonlyMap<string, string>>(new Map());

export function PeopleDirectory({ children }: { children: ReactNode }) {
  const { data } = useQuery(peopleQuery(''));
  const names = useMemo(
    () => new Map(data?.map((person) => [person['User Email'], person['User Fullname']])),
    [data],
  );
  return <Directory value={names}>{children}</Directory>;
}

/** The name behind an address; the address itself where the directory does not know it. */
export function usePersonName(email: string): string {
  return use(Directory).get(email) ?? email;
}
