import type { z } from 'zod'
import { Problem, wireSchema } from '../platform/http/index.ts'
import type { JsonSchema, Route } from '../platform/http/index.ts'
import { createComponents } from './components.ts'
import type { Components } from './components.ts'

export interface OpenApiDocument {
  openapi: '3.1.0'
  info: Record<string, unknown>
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  security: Record<string, string[]>[]
  paths: Record<string, Record<string, unknown>>
  components: Record<string, unknown>
}

const info = {
  title: 'Galley',
  version: '0.1.0',
  summary: 'Sources in, publishable content out.',
  description:
    'Every step durable, every claim traceable, every cent accounted for. Errors are RFC 9457 problems with a stable `code`. Every POST takes an `Idempotency-Key`. Asynchronous work answers 202 with a `job_id`; follow it at `/jobs/{job_id}` or as server-sent events.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
}

const tagDescriptions: Record<string, string> = {
  sources: 'What came in, normalised into segments that everything later cites.',
  documents: 'What is made, in versions that are never changed, only followed.',
  jobs: 'Durable runs of pipelines and steps.',
  steps: 'One unit of work each: durable, metered, idempotent; also a tool for agents.',
  pipelines: 'Work of many steps, always a job.',
  events: "The workspace's facts, in order.",
  billing: 'Usage, costs and budgets.',
  models: 'The language models that can be used here.',
}

/**
 * The OpenAPI 3.1 document of the routes. Pure: the same routes give the same bytes.
 *
 * @example
 * const document = describeApi(surface.routes)
 * document.paths['/sources'].post.operationId // 'sources.create'
 */
export function describeApi(routes: readonly Route[]): OpenApiDocument {
  const components = createComponents()
  const problem = components.refer(wireSchema(Problem, 'output'), 'Problem')
  const paths: OpenApiDocument['paths'] = {}
  for (const route of routes) {
    const path = (paths[route.path] ??= {})
    path[route.method.toLowerCase()] = describeRoute(route, components, problem)
  }
  const tags = [...new Set(routes.map((route) => route.tag))]
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url: '/api/v1' }],
    tags: tags.map((name) => ({ name, description: tagDescriptions[name] ?? name })),
    security: [{ api_key: [] }],
    paths,
    components: {
      securitySchemes: {
        api_key: { type: 'http', scheme: 'bearer', description: 'An API key: `galley_sk_…`.' },
      },
      schemas: components.schemas,
    },
  }
}

function describeRoute(route: Route, components: Components, problem: JsonSchema): object {
  const input = wireSchema(route.input, 'input')
  const { parameters, body } = splitInput(route, input)
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.tag],
    ...(route.permission === null ? { security: [] } : { 'x-permission': route.permission }),
    ...(parameters.length > 0 || route.method === 'POST'
      ? { parameters: [...parameters, ...standardHeaders(route)] }
      : {}),
    ...(body && { requestBody: describeBody(route, components.inline(body)) }),
    responses: {
      [String(route.status ?? 200)]: describeAnswer(route, components),
      ...(route.tag === 'steps' && { 202: jobAccepted }),
      default: {
        description: 'A problem.',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  }
}

/** Names the SDK's method: `documents.listVersions`, `steps.outline.generate`. */
export const operationId = (route: Pick<Route, 'tag' | 'name'>) => `${route.tag}.${route.name}`

function splitInput(
  route: Route,
  input: JsonSchema,
): { parameters: object[]; body: JsonSchema | null } {
  const inPath = new Set([...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))
  const hasBody = route.method !== 'GET' && route.method !== 'DELETE' && route.body !== 'none'
  const properties = Object.entries(input.properties ?? {}) as [string, JsonSchema][]
  const required = new Set(input.required)
  const outside = properties.filter(([name]) => inPath.has(name) || !hasBody)
  const inside = properties.filter(([name]) => !inPath.has(name) && hasBody)
  const parameters = outside.map(([name, { description, ...schema }]) => ({
    name,
    in: inPath.has(name) ? 'path' : 'query',
    required: inPath.has(name) || required.has(name),
    ...(description && { description }),
    schema,
  }))
  if (inside.length === 0) return { parameters, body: null }
  const { $schema: _, ...rest } = input
  const names = new Set(inside.map(([name]) => name))
  const body = {
    ...rest,
    properties: Object.fromEntries(inside),
    required: [...required].filter((name) => names.has(name)),
  }
  return { parameters, body }
}

function standardHeaders(route: Route): object[] {
  if (route.method !== 'POST') return []
  const description =
    'Makes a repeated request give the first answer again instead of acting twice.'
  const schema = { type: 'string', maxLength: 255 }
  return [{ name: 'Idempotency-Key', in: 'header', required: false, description, schema }]
}

function describeBody(route: Route, schema: JsonSchema): object {
  const content: Record<string, object> = {
    'application/json': { schema, ...(route.example !== undefined && { example: route.example }) },
  }
  if (route.body === 'form') content['multipart/form-data'] = { schema }
  return { required: (schema.required?.length ?? 0) > 0, content }
}

const jobAccepted = {
  description: 'It takes longer, or was asked to: follow the job.',
  headers: { Location: { schema: { type: 'string' }, description: 'The job.' } },
}

function describeAnswer(route: Route, components: Components): object {
  const status = route.status ?? 200
  if (status === 204) return { description: 'Done.' }
  const schema = components.inline(wireSchema(route.output as z.ZodType, 'output'))
  const types = route.produces ?? ['application/json']
  const content = Object.fromEntries(
    types.map((type) => [type, route.produces ? { schema: { type: 'string' } } : { schema }]),
  )
  return { description: status === 202 ? 'Accepted as a job.' : 'The answer.', content }
}
