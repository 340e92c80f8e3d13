import { GalleyError } from '../error.ts'

const PAUSE_MS = 200

/**
 * Whether the database was away, full or busy, rather than asked something wrong. Without a
 * severity PostgreSQL has not spoken: the connection broke, or the bug is ours.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof GalleyError) return error.kind === 'unavailable'
  const cause = (error as { cause?: unknown } | null)?.cause
  const { severity, code } = (cause ?? error ?? {}) as { severity?: string; code?: string }
  if (severity === undefined) return !(error instanceof TypeError || error instanceof RangeError)
  // 08, 53, 57, 58: the server is away or full. 40, 55: somebody else was first.
  return /^(08|40|53|55|57|58)/.test(code ?? '')
}

/**
 * Does `work` again until the database is back, for what must not be lost once it has happened
 * elsewhere. `work` must be safe to repeat.
 *
 * @example
 * await insist(() => db.tenant(workspaceId, (tx) => writeUsage(tx, event)), { forMs: 60_000 })
 */
export async function insist<T>(work: () => Promise<T>, { forMs }: { forMs: number }): Promise<T> {
  const until = Date.now() + forMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isTransient(error) || Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}
