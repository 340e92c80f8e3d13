import pg from 'pg'

/** Our own connection to a running server: it tells when the server dies. */
export interface Session {
  readonly isLost: boolean
  /** Calls `listener` once the connection is lost, but not because of `end`. */
  onLost(listener: () => void): void
  /** A file of the server's data folder, as the server sees it; undefined when it sees none. */
  readServerFile(name: string): Promise<string | undefined>
  end(): Promise<void>
}

/** Connects; rejects when nothing (or something else) answers. */
export async function openSession(url: string): Promise<Session> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'galley watch',
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  }) as pg.Client & { ref(): void; unref(): void }
  let isEnding = false
  let isLost = false
  let report = () => {}
  client.on('error', () => {}) // `end` follows and tells the same
  client.on('end', () => {
    isLost = true
    if (!isEnding) report()
  })
  try {
    await client.connect()
  } catch (cause) {
    isEnding = true
    await client.end().catch(() => {})
    throw cause
  }
  // A program that forgot to stop should end all the same.
  client.unref()

  return {
    get isLost() {
      return isLost
    },
    onLost(listener) {
      report = listener
      if (isLost && !isEnding) listener()
    },
    async readServerFile(name) {
      client.ref()
      const { rows } = await client.query('select pg_read_file($1, true) as text', [name])
      client.unref()
      return rows[0].text ?? undefined
    },
    async end() {
      isEnding = true
      client.ref()
      await client.end().catch(() => {})
    },
  }
}
