import pg from 'pg'

type Handler = (payload: string | null) => void

export interface Listener {
  listen(channel: string, handler: Handler): Promise<() => Promise<void>>
  close(): Promise<void>
}

const RETRY_MS = 500

/**
 * One connection that listens for notifications, opened on first use and reopened when it breaks.
 * A notification is a hint, never the truth: after a reconnection every handler is called with
 * `null`, which means "look for yourself".
 */
export function createListener(config: pg.ClientConfig, onError: (error: Error) => void): Listener {
  const handlers = new Map<string, Set<Handler>>()
  let client: Promise<pg.Client> | undefined
  let closed = false

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client(config)
    next.on('notification', ({ channel, payload }) => {
      for (const handler of handlers.get(channel) ?? []) handler(payload ?? '')
    })
    next.on('error', onError)
    next.on('end', () => void reconnect())
    await next.connect()
    for (const channel of handlers.keys())
      await next.query(`listen ${pg.escapeIdentifier(channel)}`)
    return next
  }

  async function reconnect(): Promise<void> {
    client = undefined
    while (!closed && handlers.size > 0 && !client) {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      if (closed) return
      try {
        client = Promise.resolve(await connect())
        for (const group of handlers.values()) for (const handler of group) handler(null)
      } catch (error) {
        onError(error as Error)
      }
    }
  }

  return {
    async listen(channel, handler) {
      const isNew = !handlers.has(channel)
      if (isNew) handlers.set(channel, new Set())
      handlers.get(channel)!.add(handler)
      if (!client) client = connect()
      const connection = await client
      if (isNew) await connection.query(`listen ${pg.escapeIdentifier(channel)}`)
      return async () => {
        handlers.get(channel)?.delete(handler)
      }
    },
    async close() {
      closed = true
      const open = await client?.catch(() => undefined)
      await open?.end()
    },
  }
}
