import type { JsonSchema } from './arbitrary-from-schema.ts'

/** An OpenAPI 3.1 document, as far as the fuzzer reads it. */
export interface ApiDocument {
  servers?: { url: string }[]
  security?: Security
  paths: Record<string, Record<string, DescribedOperation>>
  components?: { schemas?: Record<string, JsonSchema>; parameters?: Record<string, Parameter> }
}

/** Alternatives; each names the schemes that it needs together. */
export type Security = readonly Record<string, readonly string[]>[]

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required?: boolean
  schema?: JsonSchema
}

export interface DescribedResponse {
  content?: Record<string, { schema?: JsonSchema }>
  headers?: Record<string, unknown>
}

interface DescribedOperation {
  operationId?: string
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: { required?: boolean; content: Record<string, { schema?: JsonSchema }> }
  responses: Record<string, DescribedResponse>
  security?: Security
}

export interface Operation {
  id: string
  method: string
  /** With `{names}`, below the server's address. */
  path: string
  parameters: readonly Parameter[]
  bodies: readonly { type: string; schema: JsonSchema }[]
  isBodyRequired: boolean
  responses: Readonly<Record<string, DescribedResponse>>
  security: Security
}

export interface Api {
  document: ApiDocument
  /** The path that all operations are below: `/api/v1`. */
  base: string
  operations: readonly Operation[]
  /** What a `$ref` of the document points to. */
  resolve(reference: string): JsonSchema
}

const methods = new Set(['get', 'put', 'post', 'delete', 'patch'])

/**
 * The operations of an OpenAPI document.
 *
 * @example
 * const api = readApi(await (await fetch('/openapi.json')).json())
 * api.operations.map(({ id }) => id)
 */
export function readApi(document: ApiDocument): Api {
  const find = (reference: string): unknown => {
    let found: unknown = document
    for (const token of reference.replace(/^#\//, '').split('/')) {
      const name = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~')
      found = (found as Record<string, unknown> | undefined)?.[name]
    }
    if (found === undefined) throw new TypeError(`the document has nothing at ${reference}`)
    return found
  }
  const operations = Object.entries(document.paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod)
      .filter(([method]) => methods.has(method))
      .map(([method, described]): Operation => ({
        id: described.operationId ?? `${method} ${path}`,
        method: method.toUpperCase(),
        path,
        parameters: (described.parameters ?? []).map((parameter) =>
          '$ref' in parameter ? (find(parameter.$ref) as Parameter) : parameter,
        ),
        bodies: Object.entries(described.requestBody?.content ?? {}).map(([type, { schema }]) => ({
          type,
          schema: schema ?? {},
        })),
        isBodyRequired: described.requestBody?.required ?? false,
        responses: described.responses,
        security: described.security ?? document.security ?? [],
      })),
  )
  const base = new URL(document.servers?.[0]?.url ?? '/', 'http://localhost').pathname
  return {
    document,
    base: base.replace(/\/$/, ''),
    operations,
    resolve: (reference) => find(reference) as JsonSchema,
  }
}

/** What is documented at the path that was really asked for, which a URL may have cleaned up. */
export function operationsAt({ base, operations }: Api, pathname: string): Operation[] {
  if (!pathname.startsWith(`${base}/`)) return []
  const segments = pathname.slice(base.length).split('/').map(plainSegment)
  const fitting = operations.filter(({ path }) => {
    const parts = path.split('/')
    return (
      parts.length === segments.length &&
      parts.every((part, at) =>
        part.startsWith('{') ? segments[at] !== '' : part === segments[at],
      )
    )
  })
  // `/usage/summary` is not `/usage/{usage_id}`.
  const fixed = ({ path }: Operation) => path.replace(/\{\w+\}/g, '\uffff')
  const [best] = fitting.map(fixed).sort()
  return fitting.filter((operation) => fixed(operation) === best)
}

function plainSegment(segment: string): string {
  try {
    return decodeURI(segment)
  } catch {
    return segment
  }
}
