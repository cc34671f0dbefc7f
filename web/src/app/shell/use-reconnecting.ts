import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from '@/shared/api/client';
import { useReachable } from '@/shared/api/connection';

const EVERY_MS = 4_000;

/** While the server is away, asks for it now and then; when it is back, everything in sight is read anew. */
export function useReconnecting(): boolean {
  const reachable = useReachable();
  const client = useQueryClient();
  useEffect(() => {
    if (reachable) return;
    const timer = setInterval(() => {
      call('GET', '/api/profile', { mayBeSignedOut: true }).catch(() => undefined);
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      void client.invalidateQueries();
    };
  }, [reachable, client]);
  return reachable;
}
