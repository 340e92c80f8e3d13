import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import type { Caller } from '../../platform/http/index.ts'
import type { McpExtension, McpTool, ToolCall } from './tool.ts'

const instructions = [
  'Galley turns sources into publishable content in which every sentence names what it rests on.',
  'Start with sources_create, then generate_blog with the source ids; documents_get and',
  'documents_export read the result, documents_edit previews and applies changes.',
  'What runs longer is a job: jobs_get reads it, jobs_cancel stops it.',
].join(' ')

/** Who sent the request that a message came with. */
export interface CallOrigin {
  caller: Caller
  clientAddress: string
}

/** The packages, loaded when somebody first speaks the protocol here. */
export async function loadProtocol() {
  const [server, types, transport] = await Promise.all([
    import('@modelcontextprotocol/sdk/server/index.js'),
    import('@modelcontextprotocol/sdk/types.js'),
    import('@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'),
  ])
  return { ...server, ...types, ...transport }
}
export type Protocol = Awaited<ReturnType<typeof loadProtocol>>

/** A server of the protocol over the given tools; one for each session. */
export function createServer(
  protocol: Protocol,
  tools: readonly McpTool[],
  extensions: readonly McpExtension[],
): Server {
  const { Server, ListToolsRequestSchema, CallToolRequestSchema, McpError, ErrorCode } = protocol
  const capabilities = Object.assign(
    { tools: {}, logging: {} },
    ...extensions.map((extension) => extension.capabilities),
  )
  const info = { name: 'galley', title: 'Galley', version: '0.1.0' }
  const server = new Server(info, { capabilities, instructions })
  for (const extension of extensions) extension.register?.(server)

  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ definition }) => definition),
  }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const tool = tools.find(({ definition }) => definition.name === params.name)
    if (!tool) {
      const known = tools.map(({ definition }) => definition.name).join(', ')
      const text = `There is no tool "${params.name}"; these are there: ${known}.`
      throw new McpError(ErrorCode.InvalidParams, text)
    }
    const origin = extra.authInfo!.extra as unknown as CallOrigin
    const token = params._meta?.progressToken
    const call: ToolCall = {
      ...origin,
      input: params.arguments ?? {},
      signal: extra.signal,
      server,
      notify: (notification) => extra.sendNotification(notification as never),
      request: (request, schema, options) =>
        extra.sendRequest(request as never, schema, options) as never,
      progress:
        token === undefined
          ? null
          : (progress, message) =>
              extra.sendNotification({
                method: 'notifications/progress',
                params: { progressToken: token, progress, total: 1, ...(message && { message }) },
              }),
    }
    return tool.call(call)
  })
  return server
}
