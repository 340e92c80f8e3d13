import { QueryClient } from '@tanstack/react-query'
import { isWorthRetrying } from '../api/errors.ts'

/**
 * What the server said is kept until an event of it says otherwise; a broken stream and a window
 * that comes back make it read anew.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => failures < 2 && isWorthRetrying(error),
        // Reading is tried even when the browser thinks that it is offline: localhost is there.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
