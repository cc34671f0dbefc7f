import { QueryClient } from '@tanstack/react-query';
import { isPassing } from './api-error';

/** The one cache of server state. Refusals are final; what may pass is tried a few times more. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 120_000,
      networkMode: 'always',
      retry: (failures, error) => isPassing(error) && failures < 4,
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 8_000),
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
