import type { Database } from '../../db/index.ts'
import type { WakeUp } from '../wake-up.ts'

/**
 * Rings by NOTIFY. The engine's SQL functions ring this bell themselves, inside their transactions,
 * so that it sounds exactly when the commit is done; `ring` is for everyone else.
 */
export function postgresWakeUp(db: Database): WakeUp {
  return {
    async ring(hint) {
      const payload = hint.isCancel ? 'cancel' : (hint.workspaceId ?? '')
      await db.system.$client
        .query('select pg_notify($1, $2)', ['galley_jobs', payload])
        .catch(() => undefined)
    },
    listen: (handler) =>
      db.listen('galley_jobs', (payload) => {
        if (payload === 'cancel' || payload === null) handler({ isCancel: true })
        // Null: the connection was away, and bells of both kinds may have been missed.
        if (payload !== 'cancel') handler(payload ? { workspaceId: payload } : {})
      }),
  }
}
