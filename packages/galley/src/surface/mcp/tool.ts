import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js'
import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import type { Caller } from '../../platform/http/index.ts'
import { defineExtensionPoint } from '../../platform/extension.ts'

/** What a tool may know of the call that it answers. */
export interface ToolCall {
  input: Record<string, unknown>
  caller: Caller
  clientAddress: string
  /** Aborted when the client takes the call back. */
  signal: AbortSignal
  /** Says how far it is, from 0 to 1; null when the client did not ask for it. */
  progress: ((fraction: number, message: string | null) => Promise<void>) | null
  server: Server
  /** Sends something that belongs to this call: it travels with the call's own answer. */
  notify: (notification: { method: string; params: Record<string, unknown> }) => Promise<void>
  request: Server['request']
}

/** A tool as the protocol lists it, and what it does. */
export interface McpTool {
  definition: Tool
  call(call: ToolCall): Promise<CallToolResult>
}

/** What a module adds beyond its steps, pipelines and routes: tools, or whole capabilities. */
export interface McpExtension {
  tools?: readonly McpTool[]
  capabilities?: Record<string, object>
  /** Registers the handlers of those capabilities on each new server. */
  register?(server: Server): void
}

export const mcpExtensions = defineExtensionPoint<McpExtension>('surface.mcp')
