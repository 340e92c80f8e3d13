import type { ApiDocument } from './read-api.ts'

/** What the tiny API does wrong; `none` keeps its document in every respect. */
export type PlantedFault =
  | 'none'
  | 'crash'
  | 'undocumented status'
  | 'undocumented type'
  | 'extra field'
  | 'missing field'
  | 'leaked stack'
  | 'leaked SQL'
  | 'leaked credential'
  | 'plain error'
  | 'takes anything'
  | 'missing header'
  | 'own request id'
  | 'wrong method'

const problem = {
  default: {
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
}

export const tinyDocument: ApiDocument = {
  servers: [{ url: '/api' }],
  security: [{ api_key: [] }],
  paths: {
    '/things': {
      post: {
        operationId: 'things.create',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/ThingInput' } } },
        },
        responses: {
          201: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
          ...problem,
        },
      },
    },
    '/things/{thing_id}': {
      get: {
        operationId: 'things.get',
        parameters: [{ name: 'thing_id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
          ...problem,
        },
      },
    },
  },
  components: {
    schemas: {
      ThingInput: {
        type: 'object',
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 20 },
          size: { type: 'integer', minimum: 0, maximum: 100 },
        },
        required: ['name'],
        additionalProperties: false,
      },
      Thing: {
        type: 'object',
        properties: { id: { type: 'string' }, name: { type: 'string' } },
        required: ['id', 'name'],
      },
      Problem: {
        type: 'object',
        properties: {
          status: { type: 'integer' },
          detail: { type: 'string' },
          request_id: { type: 'string' },
        },
        required: ['status', 'detail', 'request_id'],
      },
    },
  },
}

export const tinyCredential = { authorization: 'Bearer a-secret-of-the-tiny-api' }

/** An API of two operations on a list of things. */
export function createTinyApi(fault: PlantedFault): (request: Request) => Promise<Response> {
  const things = new Map<string, { id: string; name: string }>()

  return async (request) => {
    const { pathname, searchParams } = new URL(request.url)
    const asked = fault === 'own request id' ? null : request.headers.get('x-request-id')
    const requestId = asked && /^[\w.:-]{1,128}$/.test(asked) ? asked : `req_${things.size}`
    const headers = {
      'content-security-policy': "frame-ancestors 'none'",
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      ...(fault !== 'missing header' && { 'x-content-type-options': 'nosniff' }),
      'x-request-id': requestId,
    }
    const json = (status: number, value: object, more: object = {}) =>
      new Response(request.method === 'HEAD' ? null : JSON.stringify(value), {
        status,
        headers: { ...headers, 'content-type': 'application/json', ...more },
      })
    const refuse = (status: number, detail: string, more: object = {}) =>
      fault === 'plain error'
        ? new Response(detail, { status, headers })
        : json(
            status,
            { status, detail, request_id: requestId },
            { 'content-type': 'application/problem+json', ...more },
          )

    const id = /^\/api\/things\/([^/]+)$/.exec(pathname)?.[1]
    if (pathname !== '/api/things' && !id) return refuse(404, 'There is nothing here.')
    const methods = id ? ['GET', 'HEAD'] : ['POST']
    if (!methods.includes(request.method)) {
      const allow = { allow: methods.join(', ') }
      if (request.method === 'OPTIONS')
        return new Response(null, { status: 204, headers: { ...headers, ...allow } })
      if (fault === 'wrong method') return refuse(404, 'There is nothing here.')
      return refuse(405, 'Use another method.', allow)
    }
    const given = request.headers.get('authorization')
    if (given !== tinyCredential.authorization) return refuse(401, 'Send a key.')
    if (searchParams.size > 0) return refuse(422, 'There are no parameters.')
    if (id) {
      const thing = things.get(id)
      if (thing) return json(200, answered(thing, fault))
      if (fault === 'undocumented status') return new Response(null, { status: 204, headers })
      if (fault === 'leaked SQL') return refuse(404, 'select "id" from "things" where "id" = $1')
      if (fault === 'leaked credential') return refuse(404, `Nothing for ${given}`)
      return refuse(404, 'There is no such thing.')
    }
    const input = readInput(await request.text())
    if (!input && fault === 'leaked stack') return refuse(422, String(new Error('wrong').stack))
    if (!input && fault !== 'takes anything') return refuse(422, 'Not a thing.')
    const name = input?.name ?? 'nameless'
    if (fault === 'crash' && name.includes('e')) return refuse(500, 'Sorry.')
    const thing = { id: `thing_${things.size + 1}`, name }
    things.set(thing.id, thing)
    if (fault === 'undocumented type') return json(201, thing, { 'content-type': 'text/html' })
    return json(201, thing)
  }
}

function answered(thing: { id: string; name: string }, fault: PlantedFault): object {
  if (fault === 'missing field') return { id: thing.id }
  return fault === 'extra field' ? { ...thing, owner: 'somebody' } : thing
}

function readInput(text: string): { name: string } | null {
  try {
    const { name, size = 0, ...rest } = JSON.parse(text) as { name: unknown; size?: unknown }
    if (Object.keys(rest).length > 0 || typeof name !== 'string') return null
    const { length } = [...name]
    if (length < 1 || length > 20) return null
    if (!Number.isInteger(size) || (size as number) < 0 || (size as number) > 100) return null
    return { name }
  } catch {
    return null
  }
}
