import pg from 'pg'

type Handler = (payload: string | null) => void

export interface Listener {
  /**
   * Calls `handler` for each notification on `channel`. Resolves when it listens, or when the
   * database is away: then as soon as it is back. The answer takes the handler out again.
   */
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
  /** The channels of the connection that stands, by the statement that asked for them. */
  let channels = new Map<string, Promise<unknown>>()
  let client: pg.Client | null = null
  let isUp = false
  let attempt: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  /** One attempt at a time, whoever asks; it never throws, and a failed one is followed by another. */
  const connect = () => (attempt ??= open().finally(() => (attempt = null)))

  async function open(): Promise<void> {
    const isFirst = client === null
    const next = new pg.Client(config)
    client = next
    next.on('error', onError)
    next.on('end', () => next === client && lose())
    next.on('notification', ({ channel, payload }) => {
      for (const handler of handlers.get(channel) ?? []) handler(payload ?? '')
    })
    try {
      await next.connect()
      channels = new Map()
      for (const channel of handlers.keys()) await subscribe(channel)
      isUp = true
      if (!isFirst)
        for (const group of handlers.values()) for (const handler of group) handler(null)
    } catch (error) {
      if (isFirst && !isClosed) onError(error as Error)
      next.end().catch(() => undefined) // not waited for: what is broken may never say that it ended
      lose()
    }
  }

  function subscribe(channel: string): Promise<unknown> {
    const known = channels.get(channel)
    if (known) return known
    const ask = () => client!.query(`listen ${pg.escapeIdentifier(channel)}`)
    const asked = Promise.all(channels.values()).then(ask) // one query at a time
    channels.set(channel, asked)
    return asked
  }

  function lose(): void {
    isUp = false
    if (isClosed || timer) return
    // Spread out, so that a hundred workers do not come back in the same moment.
    timer = setTimeout(
      () => ((timer = undefined), void connect()),
      RETRY_MS * (0.5 + Math.random()),
    )
  }

  return {
    async listen(channel, handler) {
      if (isClosed) throw new TypeError('listen() after close()')
      const group = handlers.get(channel) ?? new Set()
      handlers.set(channel, group.add(handler))
      if (!isUp && !timer) await connect()
      if (isUp) await subscribe(channel).catch(() => undefined) // lost again: the next one will
      return async () => void group.delete(handler)
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await attempt // a client that is ended while it connects never says so
      if (isUp) await client?.end().catch(() => undefined)
    },
  }
}
