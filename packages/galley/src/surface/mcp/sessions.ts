import type { WebStandardStreamableHTTPServerTransport as Transport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'

/** A client's conversation, as this process holds it. */
export interface Session {
  transport: Transport
  /** The credential that began it; nobody else may go on with it. */
  principal: string
  usedAt: number
}

export interface Sessions {
  open(id: string, session: Omit<Session, 'usedAt'>): void
  find(id: string): Session | undefined
  end(id: string): void
  /** True when it was ended here, on purpose: the client must begin anew. */
  wasEnded(id: string): boolean
}

const IDLE_MS = 4 * 3_600_000

/** At most so many conversations; the longest unused makes room. */
export function createSessions(maximum = 1000): Sessions {
  const open = new Map<string, Session>()
  const ended = new Set<string>()

  function drop(id: string): void {
    const session = open.get(id)
    open.delete(id)
    void session?.transport.close()
  }

  function makeRoom(): void {
    const before = Date.now() - IDLE_MS
    // The map is in order of use.
    for (const [id, { usedAt }] of open) {
      if (usedAt >= before && open.size < maximum) return
      drop(id)
    }
  }

  return {
    open(id, session) {
      makeRoom()
      open.set(id, { ...session, usedAt: Date.now() })
    },
    find(id) {
      const session = open.get(id)
      if (!session) return undefined
      open.delete(id)
      session.usedAt = Date.now()
      open.set(id, session)
      return session
    },
    end(id) {
      open.delete(id)
      ended.add(id)
      if (ended.size > maximum) ended.delete(ended.values().next().value!)
    },
    wasEnded: (id) => ended.has(id),
  }
}
