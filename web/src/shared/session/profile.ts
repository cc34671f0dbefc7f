import { queryOptions, useQuery } from '@tanstack/react-query';
import { ApiError } from '../api/api-error';
import { call } from '../api/client';
import type { Area, Profile } from '../api/types';

/** Who is signed in, or null. */
export const profileQuery = queryOptions({
  queryKey: ['profile'],
  queryFn: async ({ signal }): Promise<Profile | null> => {
    try {
      const answer = await call<{ data: Profile }>('GET', '/api/profile', {
        signal,
        mayBeSignedOut: true,
      });
      return answer.data.data;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

/** The signed-in person. Only for what is rendered inside the session. */
export function useProfile(): Profile {
  const { data } = useQuery(profileQuery);
  if (!data) throw new Error('useProfile is for pages inside a session.');
  return data;
}

export type { Area };

export function may(profile: Profile, area: Area, access: 'View' | 'Edit'): boolean {
  if (profile['Role Name'] === 'Superuser') return true;
  return profile.Privileges.some(
    (privilege) =>
      privilege.type === area && (privilege.access === 'Edit' || privilege.access === access),
  );
}

/** Whether the signed-in person may do it. What one may not do is not offered. */
export function useMay(area: Area, access: 'View' | 'Edit'): boolean {
  return may(useProfile(), area, access);
}
