import type { Tool } from '@modelcontextprotocol/sdk/types.js'
import type { z } from 'zod'
import { Job, JobOptions } from '../../flow/pipelines/index.ts'
import { toWireName, wireSchema } from '../../platform/http/index.ts'
import type { JsonSchema, Route } from '../../platform/http/index.ts'
import { isJobRoute } from '../job-route.ts'
import { operationId } from '../operation-name.ts'

/** A tool's definition with the route that does its work. */
export interface RouteTool {
  route: Route
  definition: Tool
}

/** What an agent has no use for: it waits for its answer, and has no files to hand over. */
const { budget: _, ...unusedOptions } = JobOptions.shape
const UNUSED: ReadonlySet<string> = new Set(
  [...Object.keys(unusedOptions), 'file', 'uploadId'].map(toWireName),
)

/** Derives the tools from the routes. Pure: the same routes give the same list. */
export function deriveTools(routes: readonly Route[]): RouteTool[] {
  return routes
    .filter((route) => isJobRoute(route) || route.isTool)
    .map((route) => ({ route, definition: define(route) }))
}

function define(route: Route): Tool {
  const output = outputOf(route)
  return {
    name: toolName(route),
    description: route.summary,
    inputSchema: withoutUnused(plain(wireSchema(route.input, 'input'))) as Tool['inputSchema'],
    ...(output && {
      outputSchema: atRoot(plain(wireSchema(output, 'output'))) as Tool['outputSchema'],
    }),
    annotations: {
      title: operationId(route),
      readOnlyHint: isJobRoute(route) ? route.isReadOnly : route.method === 'GET',
      // Versions are only ever added, and a cancelled job can be put back in line.
      destructiveHint: route.method === 'DELETE',
      idempotentHint: route.method !== 'POST' || route.tag === 'jobs',
      openWorldHint: false,
    },
  }
}

/** Names as every client takes them: `outline_generate`, `generate_blog`, `documents_get`. */
function toolName(route: Route): string {
  const name = isJobRoute(route) ? route.name : operationId(route)
  return name.replaceAll('.', '_')
}

/** A step answers its output; a pipeline its job, which may not be over yet. */
function outputOf(route: Route): z.ZodType | null {
  if (route.produces) return null
  if (!isJobRoute(route)) return route.output
  return route.tag === 'pipelines'
    ? Job.extend({ output: route.jobOutput.nullable() })
    : route.jobOutput
}

function withoutUnused(schema: JsonSchema): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => !UNUSED.has(name))
  return { ...schema, properties: Object.fromEntries(properties) }
}

/** The protocol wants `type: "object"` at the root, where a schema with a name is a reference. */
function atRoot({ $ref, ...schema }: JsonSchema): JsonSchema {
  if (!$ref) return schema
  return { ...(schema.$defs?.[$ref.replace('#/$defs/', '')] as JsonSchema), ...schema }
}

/** Without zod's `id`, which JSON Schema does not have and validators refuse. */
function plain<T>(value: T): T {
  if (Array.isArray(value)) return value.map(plain) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(
    ([name, item]) =>
      !((name === 'id' || name === '$schema') && typeof item === 'string') &&
      Math.abs(item as number) !== Number.MAX_SAFE_INTEGER,
  )
  return Object.fromEntries(entries.map(([name, item]) => [name, plain(item)])) as T
}
