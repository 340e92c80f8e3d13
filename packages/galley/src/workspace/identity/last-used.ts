import { sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'

/** When credentials were used last, written in batches: nobody waits for it, and nobody fails by it. */
export interface LastUsed {
  noteKey(id: string): void
  noteSession(id: string): void
  /** Writes what was noted. Never throws. */
  flush(): Promise<void>
}

/** Makes sessions last another 30 days: done by the module that keeps them. */
export type ExtendSessions = (ids: readonly string[]) => Promise<void>

const FLUSH_AFTER_MS = 10_000
const MOST_NOTED = 5_000

/**
 * Collects uses and writes them every ten seconds, in one statement each. Who notes does so at most
 * once a minute for a key, and once a day for a session: the database says when one is due.
 */
export function createLastUsed(
  { db, logger }: Pick<Services, 'db' | 'logger'>,
  extendSessions: ExtendSessions,
): LastUsed {
  const keys = new Set<string>()
  const sessions = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function note(ids: Set<string>, id: string): void {
    if (ids.size < MOST_NOTED) ids.add(id) // what does not fit is still due next time
    if (timer) return
    timer = setTimeout(() => void flush(), FLUSH_AFTER_MS)
    ;(timer as { unref?: () => void }).unref?.() // Node: it keeps no process alive
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const [usedKeys, usedSessions] = [[...keys], [...sessions]]
    keys.clear()
    sessions.clear()
    const writes = await Promise.allSettled([
      usedKeys.length > 0 && markUsed(db, usedKeys),
      usedSessions.length > 0 && extendSessions(usedSessions),
    ])
    for (const write of writes) {
      if (write.status === 'rejected') {
        logger.warn(
          { error: write.reason as unknown },
          'the last use of credentials was not written',
        )
      }
    }
  }

  return {
    noteKey: (id) => note(keys, id),
    noteSession: (id) => note(sessions, id),
    flush,
  }
}

/** Rows that another process writes, or has just written, are left alone: it wrote the same. */
async function markUsed(db: Services['db'], ids: readonly string[]): Promise<void> {
  await db.system.execute(sql`
    update galley.api_keys set last_used_at = clock_timestamp()
    where id in (select id from galley.api_keys where id = any(${sql.param([...ids])}::text[])
                   and coalesce(last_used_at < clock_timestamp() - interval '1 minute', true)
                 order by id for update skip locked)`)
}
