import type { Services } from '../../platform/context.ts'
import type { Authenticate, Mount, MountOrigin, Route } from '../../platform/http/index.ts'
import { toolOf } from './call-tool.ts'
import { createServer, loadProtocol } from './create-server.ts'
import type { CallOrigin, Protocol } from './create-server.ts'
import { deriveTools } from './derive-tools.ts'
import { refuseForeignHost } from './host-guard.ts'
import { createRouteCaller } from './route-caller.ts'
import { createSessions } from './sessions.ts'
import { mcpExtensions } from './tool.ts'
import type { McpTool } from './tool.ts'

export interface McpOptions {
  services: Services
  routes: readonly Route[]
  authenticate: Authenticate
}

/**
 * The Model Context Protocol at `/mcp`, over streamable HTTP. A conversation lives in the process
 * where it began; a request that reaches another process is answered all the same, for all it needs
 * is in it. Only taking calls back and asking the client something need the process it began in.
 */
export function mcpMount({ services, routes, authenticate }: McpOptions): Mount {
  const sessions = createSessions()
  const extensions = services.extensions.get(mcpExtensions)
  let protocol: Promise<Protocol> | undefined
  let tools: McpTool[] | undefined

  function listTools(): McpTool[] {
    if (tools) return tools
    const callRoute = createRouteCaller(services, routes)
    const derived = deriveTools(routes).map((tool) => toolOf(services, callRoute, tool))
    tools = [...derived, ...extensions.flatMap((extension) => extension.tools ?? [])]
    return tools
  }

  /** A transport with a server behind it; without a principal it is for one request only. */
  async function connect(principal: string | null) {
    const loaded = await (protocol ??= loadProtocol())
    const transport = new loaded.WebStandardStreamableHTTPServerTransport({
      ...(principal !== null && {
        sessionIdGenerator: () => crypto.randomUUID(),
        onsessioninitialized: (id) => sessions.open(id, { transport, principal }),
        onsessionclosed: (id) => sessions.end(id),
      }),
    })
    await createServer(loaded, listTools(), extensions).connect(transport)
    return transport
  }

  async function transportOf(request: Request, principal: string) {
    const id = request.headers.get('mcp-session-id')
    if (id === null) return connect(principal)
    const session = sessions.find(id)
    if (session?.principal === principal) return session.transport
    if (session || sessions.wasEnded(id)) return null
    return connect(null)
  }

  return {
    path: '/mcp',
    async handler(request: Request, { address }: MountOrigin) {
      refuseForeignHost(request, services.config.PUBLIC_URL)
      const caller = await authenticate(request, address)
      const transport = await transportOf(request, caller.principal)
      if (!transport) return sessionNotFound()
      const origin: CallOrigin = { caller, clientAddress: address }
      return transport.handleRequest(request, {
        authInfo: { token: '', clientId: caller.principal, scopes: [], extra: { ...origin } },
      })
    },
  }
}

function sessionNotFound(): Response {
  const error = { code: -32001, message: 'This session is over. Begin a new one with initialize.' }
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 404 })
}
