import pg from 'pg'

/** Any number, as long as nothing else locks it in the database `postgres`. */
const LEASE_KEY = 727_018

/**
 * One user's hold on a running server: a connection with a shared advisory lock. It ends with the
 * process, however that dies, and whoever can get the lock alone is the last one.
 */
export interface Lease {
  /** Called once when the connection is lost, but not after `end`. */
  onLost(listener: () => void): void
  /** True when nobody else holds a lease; from then on nobody can get one. */
  isLast(): Promise<boolean>
  end(): Promise<void>
}

/** Connects and takes a hold; rejects when nothing (or something else) answers. */
export async function takeLease(url: string): Promise<Lease> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'galley lease',
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  })
  let isEnding = false
  let isLost = false
  let report = () => {}
  client.on('error', () => {})
  client.on('end', () => {
    isLost = true
    if (!isEnding) report()
  })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock_shared(${LEASE_KEY})`)
  } catch (cause) {
    await client.end().catch(() => {})
    throw cause
  }
  // A program that forgot to stop should end all the same.
  const eventLoop = client as pg.Client & { ref(): void; unref(): void }
  eventLoop.unref()

  return {
    onLost(listener) {
      report = listener
      if (isLost && !isEnding) listener()
    },
    async isLast() {
      eventLoop.ref()
      await client.query(`select pg_advisory_unlock_shared(${LEASE_KEY})`)
      const { rows } = await client.query(`select pg_try_advisory_lock(${LEASE_KEY}) as "isLast"`)
      return rows[0].isLast
    },
    async end() {
      isEnding = true
      eventLoop.ref()
      await client.end().catch(() => {})
    },
  }
}
