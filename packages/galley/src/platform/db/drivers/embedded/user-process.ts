/**
 * For the tests: a process of its own that uses an embedded database and does as it is told over
 * the fork channel, so that it can be killed for real.
 *
 * Arguments: the data folder. Messages: see `UserRequest`; each is answered with a `UserAnswer`.
 */
import pg from 'pg'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './index.ts'

export type UserRequest =
  | { id: number; do: 'query'; sql: string }
  | { id: number; do: 'keepQuerying' }
  | { id: number; do: 'report' }
  | { id: number; do: 'stop' }

export interface UserAnswer {
  id: number
  rows?: Record<string, unknown>[]
  /** Answers of the steady querying so far, and its failures. */
  answered?: number
  failures?: string[]
  error?: string
}

export interface UserStarted {
  url: string
  pid: number
  attached: boolean
}

const settings = { fsync: 'off' }
let answered = 0
const failures: string[] = []

try {
  const postgres = await startEmbeddedPostgres({ dataDirectory: process.argv[2]!, settings })
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
  pool.on('error', (cause) => failures.push(cause.message))
  process.on('message', (request: UserRequest) => void serve(request, postgres, pool))
  const { url, pid, attached } = postgres
  process.send?.({ url, pid, attached } satisfies UserStarted)
} catch (cause) {
  process.send?.({ error: String(cause) })
  process.disconnect()
}

async function serve(request: UserRequest, postgres: EmbeddedPostgres, pool: pg.Pool) {
  const { id } = request
  try {
    if (request.do === 'query') return answer({ id, rows: (await pool.query(request.sql)).rows })
    if (request.do === 'report') return answer({ id, answered, failures })
    if (request.do === 'keepQuerying') {
      void keepQuerying(pool)
      return answer({ id })
    }
    await pool.end()
    await postgres.stop()
    answer({ id, answered, failures })
    process.disconnect()
  } catch (cause) {
    answer({ id, error: String(cause) })
  }
}

async function keepQuerying(pool: pg.Pool) {
  while (!pool.ending) {
    await pool.query('select pg_sleep(0.005)').then(
      () => answered++,
      (cause) => failures.push(cause.message),
    )
  }
}

function answer(message: UserAnswer) {
  process.send?.(message)
}
