import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { TestApp } from '../../galley/test/test-app.ts'

/** The product behind a real socket that misbehaves when told to. */
export interface Served {
  url: string
  /** Every request that arrived, in order. */
  requests: Request[]
  /** Answers instead of the product, for as long as it gives answers. */
  interfere: (request: Request) => Response | 'cut' | null
  /** Breaks every open connection. */
  cut(): void
  /** Goes away, as a process that ends does. */
  stop(): Promise<void>
  /** Comes back on the same port. */
  start(): Promise<void>
}

export async function serve(test: TestApp): Promise<Served> {
  const sockets = new Set<Socket>()
  let server: Server
  let port = 0
  const served: Served = {
    url: '',
    requests: [],
    interfere: () => null,
    cut: () => sockets.forEach((socket) => socket.destroy()),
    async stop() {
      server.close()
      served.cut()
      if (server.listening) await once(server, 'close')
    },
    async start() {
      const listener = getRequestListener((request, environment) => {
        served.requests.push(request.clone())
        const answer = served.interfere(request)
        if (answer === 'cut') {
          served.cut()
          return new Response(null, { status: 500 })
        }
        return answer ?? test.app.fetch(request, environment)
      })
      server = createServer(listener)
      server.on('connection', (socket) => {
        sockets.add(socket)
        socket.on('close', () => sockets.delete(socket))
      })
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
      port = (server.address() as AddressInfo).port
      served.url = `http://127.0.0.1:${port}`
    },
  }
  await served.start()
  return served
}
