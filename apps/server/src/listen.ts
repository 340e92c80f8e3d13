import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Config } from '@galley/galley/node'

type Fetch = (request: Request, environment?: unknown) => Response | Promise<Response>

export interface Gate {
  port: number
  open(fetch: Fetch): void
  close(): Promise<void>
}

/** How long requests under way may take to end before their connections are cut. */
const DRAIN_MS = 5000

/**
 * Takes the port. Until `open`, every request is told to come back in a moment.
 *
 * @throws Error that says who holds the port, and what to do.
 */
export async function listen({ PORT, HOST }: Pick<Config, 'PORT' | 'HOST'>): Promise<Gate> {
  let fetch: Fetch = () =>
    Response.json({ status: 'starting' }, { status: 503, headers: { 'retry-after': '1' } })
  const server = createServer(getRequestListener((request, env) => fetch(request, env)))
  server.requestTimeout = 0 // uploads and event streams take their time; bodies are limited anyway
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, PORT, HOST)))
    server.listen(PORT, HOST, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    open: (handler) => void (fetch = handler),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
      await closed
      clearTimeout(timer)
    },
  }
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} is taken: another Galley or another program listens there. Use that one, stop it, or choose a port: PORT=${port + 1} npm start`,
    )
  }
  if (error.code === 'EACCES') {
    return new Error(`Port ${port} needs more rights than this user has. Try: PORT=3000 npm start`)
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new Error(`This machine has no address "${host}". Set HOST to 127.0.0.1 or 0.0.0.0.`)
  }
  return error
}
