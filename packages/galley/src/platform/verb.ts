import type { Context } from './context.ts'

export { requirePermission } from './context.ts'
export { emit, withTransaction } from './event.ts'

/**
 * What a user can do is a verb: one file, one export of the same name, this one argument.
 * Permission, parse, transaction, audit, in that order. The edges (HTTP, MCP, CLI, jobs) call it.
 */
export interface VerbArgs<Input = unknown> {
  ctx: Context
  input: Input
}
