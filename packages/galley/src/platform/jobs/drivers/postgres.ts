import type { Database } from '../../db/index.ts'
import type { WakeUp, WakeUpHint } from '../wake-up.ts'

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
    listen: (handler) => db.listen('galley_jobs', (payload) => handler(readHint(payload))),
  }
}

function readHint(payload: string | null): WakeUpHint {
  // Null: the connection was away, and both kinds of bell may have been missed.
  if (payload === null) return { isCancel: true }
  if (payload === 'cancel') return { isCancel: true }
  return payload === '' ? {} : { workspaceId: payload }
}
