import pg from 'pg'
import type { Database } from '../db/index.ts'

/** First half of the advisory lock's key; `jobs_suspects` looks for it. */
const LOCK_CLASS = 727_003

export interface SessionLock {
  readonly key: number
  close(): Promise<void>
}

/**
 * Holds an advisory lock on a connection of its own. The server frees it in the moment that this
 * process dies, which tells the others sooner than a lease does.
 */
export async function openSessionLock(
  db: Database,
  onError: (error: Error) => void,
): Promise<SessionLock> {
  const key = crypto.getRandomValues(new Int32Array(1))[0]! & 0x7fffffff
  const { max: _max, ...options } = db.system.$client.options
  let isClosed = false
  let client: pg.Client | undefined

  async function hold(): Promise<void> {
    const next = new pg.Client(options)
    next.on('error', onError)
    await next.connect()
    next.on('end', () => void regain())
    await next.query('select pg_advisory_lock($1, $2)', [LOCK_CLASS, key])
    client = next
  }

  async function regain(): Promise<void> {
    while (!isClosed) {
      const isHeld = await hold().then(
        () => true,
        () => false,
      )
      if (isHeld) break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    if (isClosed) await client?.end()
  }

  await hold()
  return {
    key,
    async close() {
      isClosed = true
      await client?.end().catch(() => undefined)
    },
  }
}
