import { z } from 'zod'
import { JobAccepted } from '../flow/pipelines/index.ts'
import { Problem, snakeKeys, wireSchema } from '../platform/http/index.ts'
import type { JsonSchema, Route } from '../platform/http/index.ts'
import { ACCOUNT } from '../platform/permission.ts'
import { createComponents } from './components.ts'
import type { Components } from './components.ts'
import { isJobRoute } from './job-route.ts'
import { readOperationInput } from './operation-input.ts'
import type { OperationParameter } from './operation-input.ts'
import { operationId, typeName } from './operation-name.ts'

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
  auth: 'Sign-up, sign-in, and programs that ask to be let in.',
  account: "A signed-in person's own account: security, sessions, passkeys, data.",
  workspaces: 'The tenants: each has members, projects, keys, and everything that is made.',
  members: 'Who belongs to the workspace, and as what.',
  roles: 'What each role may: the matrix of all permissions.',
  invitations: 'Ways in for people who are not members yet.',
  projects: 'Parts of a workspace that members and keys can be narrowed to.',
  api_keys: 'Keys for programs: scoped, expiring, rotatable, shown once.',
  sso: 'Single sign-on through an identity provider of the workspace.',
  scim: 'People and groups as a directory lists them.',
  domains: 'Domains that the workspace has shown to be its own.',
  branding: 'Name, logo, colours and sender in place of ours.',
  privacy: 'Export, retention and deletion of data.',
  audit: 'Who did what, when and from where: a chain that can be verified.',
  mail: 'Who wants no mail from us.',
  sources: 'What came in, normalised into segments that everything later cites.',
  proposals: 'What sections of articles could say instead, until somebody accepts it.',
  documents: 'What is made, in versions that are never changed, only followed.',
  jobs: 'Durable runs of pipelines and steps.',
  steps: 'One unit of work each: durable, metered, idempotent; also a tool for agents.',
  pipelines: 'Work of many steps, always a job.',
  events: "The workspace's facts, in order.",
  usage: 'What the models were used for, call by call and summed up.',
  budget: 'What the workspace may spend on models.',
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
    security: [{ api_key: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        api_key: { type: 'http', scheme: 'bearer', description: 'An API key: `galley_sk_…`.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'galley.session_token',
          description:
            'The cookie of a signed-in person; its name begins with `__Secure-` where Galley is reached by https. A `Galley-Workspace` header says which of their workspaces is meant; without it, the one that they last switched to.',
        },
      },
      schemas: components.schemas,
    },
  }
}

function describeRoute(route: Route, components: Components, problem: JsonSchema): object {
  const input = readOperationInput(route)
  const parameters = [
    ...input.path.map((parameter) => describeParameter(parameter, 'path', components)),
    ...input.query.map((parameter) => describeParameter(parameter, 'query', components)),
    ...describeHeaders(route),
  ]
  const body = describeBody(route, input, components)
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.tag],
    ...describeAccess(route),
    ...(isJobRoute(route) && { 'x-job-output': nameOutput(route, route.jobOutput, components) }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: {
      ...describeAnswers(route, components),
      default: {
        description: 'A problem.',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  }
}

/** Open to everybody, for people about their own account, or for whoever holds the permission. */
function describeAccess({ permission }: Route): object {
  if (permission === null) return { security: [] }
  const own = permission === ACCOUNT && { security: [{ session: [] }] }
  return { ...own, 'x-permission': permission }
}

function describeParameter(
  { name, isRequired, schema: { description, ...schema } }: OperationParameter,
  place: 'path' | 'query',
  components: Components,
): object {
  return {
    name,
    in: place,
    required: isRequired,
    ...(description && { description }),
    schema: components.inline(schema),
  }
}

function describeHeaders({ method, etag, produces }: Route): object[] {
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string', maxLength: 255 },
  })
  return [
    ...(method === 'POST'
      ? [header('Idempotency-Key', 'A repeated request gets the first answer again.')]
      : []),
    ...(etag && method === 'GET'
      ? [header('If-None-Match', 'Answers 304 when it still fits.')]
      : []),
    ...(etag && method === 'PATCH'
      ? [header('If-Match', 'Answers 412 when it fits no more.')]
      : []),
    ...(produces?.includes('text/event-stream')
      ? [header('Last-Event-ID', 'Goes on behind this event.')]
      : []),
  ]
}

function describeBody(
  route: Route,
  { json, form, raw }: ReturnType<typeof readOperationInput>,
  components: Components,
): object | null {
  const content: Record<string, object> = {}
  if (json) {
    const schema = components.refer(json, typeName(route, 'Input'))
    const example = route.example === undefined ? {} : { example: snakeKeys(route.example) }
    content['application/json'] = { schema, ...example }
  }
  if (form) content['multipart/form-data'] = { schema: components.inline(form) }
  for (const type of raw ?? []) content[type] = { schema: { type: 'string', format: 'binary' } }
  if (Object.keys(content).length === 0) return null
  return { required: raw !== null || (json?.required?.length ?? 0) > 0, content }
}

function describeAnswers(route: Route, components: Components): Record<string, object> {
  const status = String(route.status ?? 200)
  if (status === '204') return { 204: { description: 'Done.' } }
  if (route.produces) {
    const schema = { type: 'string' }
    const content = Object.fromEntries(route.produces.map((type) => [type, { schema }]))
    const isStream = route.produces.includes('text/event-stream')
    return {
      [status]: { description: isStream ? 'The events.' : 'The file.', content },
      ...(route.isResumable && { 206: { description: 'The part that Range asked for.', content } }),
      ...(isStream && { 204: { description: 'There is nothing more to come.' } }),
    }
  }
  const accepted = (answer: z.ZodType = JobAccepted) => ({
    description: 'Accepted as a job.',
    headers: { Location: { schema: { type: 'string' }, description: 'The job.' } },
    content: json(nameOutput(route, answer, components)),
  })
  if (status === '202') return { 202: accepted(route.output as z.ZodType) }
  const output = isJobRoute(route) ? route.jobOutput : (route.output as z.ZodType)
  const tag = { ETag: { schema: { type: 'string' }, description: 'The version that this is.' } }
  return {
    [status]: {
      description: 'The answer.',
      ...(route.etag && { headers: tag }),
      content: {
        ...json(nameOutput(route, output, components)),
        ...Object.fromEntries(
          (route.alsoProduces ?? []).map((type) => [type, { schema: { type: 'string' } }]),
        ),
      },
    },
    ...(isJobRoute(route) && { 202: accepted() }),
    ...(route.etag && route.method === 'GET' && { 304: { description: 'It still fits.' } }),
  }
}

const json = (schema: JsonSchema) => ({ 'application/json': { schema } })

/** A reference to the answer's schema: by its own name, or by the operation's. */
function nameOutput(
  route: Pick<Route, 'tag' | 'name'>,
  output: z.ZodType,
  components: Components,
): JsonSchema {
  // Inside of something, a schema with a name of its own becomes a reference to it.
  const { items } = components.inline(wireSchema(z.array(output), 'output'))
  const schema = items as JsonSchema
  return schema.$ref ? schema : components.refer(schema, typeName(route, 'Output'))
}
