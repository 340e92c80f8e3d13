/** Routes that show every behaviour of the edge, for the tests of `http-app.ts`. */
import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { Hono } from 'hono'
import { z } from 'zod'
import { readConfig } from '../config.ts'
import type { Services } from '../context.ts'
import { createTestDatabase } from '../db/testing.ts'
import {
  BudgetError,
  defineCodes,
  NotFoundError,
  UnauthenticatedError,
  UnavailableError,
} from '../error.ts'
import { newId } from '../id.ts'
import { createSecrets } from '../secrets/index.ts'
import { silentLogger } from '../telemetry/contract.ts'
import { createHttpApp, defineRoute, editTag, pageInput, Reply, requireMatch } from './index.ts'
import type { Caller, HttpAppOptions, Route } from './index.ts'

const codes = defineCodes({
  KEY_WRONG: 'This key is not known.',
  NOTE_UNKNOWN: 'There is no note {noteId}.',
  BUDGET_SPENT: 'The budget is spent.',
  MODEL_DOWN: 'The model does not answer.',
})

export const Note = z.object({
  noteId: z.string(),
  version: z.int(),
  createdAt: z.date(),
  labels: z.record(z.string(), z.string()),
})
const note = {
  noteId: 'note_1',
  version: 3,
  createdAt: new Date(0),
  labels: { camelCase: 'x' },
  secret: 'leak',
}

export const route = (part: Partial<Route>): Route =>
  ({
    method: 'GET',
    path: '/notes',
    tag: 'notes',
    name: 'list',
    summary: '',
    permission: 'notes.read',
    input: z.object({}),
    output: z.unknown(),
    handle: async () => ({}),
    ...part,
  }) as Route

export const seen: unknown[] = []
const failures: Record<string, () => unknown> = {
  missing: () => new NotFoundError(codes.NOTE_UNKNOWN, { noteId: 'note_9' }),
  budget: () => new BudgetError(codes.BUDGET_SPENT, { leftMicros: 3 }),
  down: () =>
    new UnavailableError(codes.MODEL_DOWN, {
      status: 504,
      retryAfterSeconds: 7,
      inside: 'secret host',
    }),
  bug: () => new TypeError('secret host 10.0.0.3'),
  zod: () => z.object({ partId: z.string() }).safeParse({}).error,
}

export const routes: Route[] = [
  defineRoute({
    ...route({ name: 'list' }),
    input: z.object({
      ...pageInput,
      isOpen: z.boolean().optional(),
      tagName: z.array(z.string()).optional(),
    }),
    output: z.unknown(),
    handle: async ({ input }) => ({ items: [], nextCursor: null, input }),
  }),
  defineRoute({
    ...route({ path: '/notes/{note_id}', name: 'get' }),
    input: z.object({ noteId: z.string() }),
    output: Note,
    etag: (output) => editTag(output.noteId, output.version),
    handle: async ({ input }) => ({ ...note, noteId: input.noteId }),
  }),
  defineRoute({
    ...route({ method: 'PATCH', path: '/notes/{note_id}', name: 'update' }),
    input: z.object({
      noteId: z.string(),
      bodyText: z.string().max(5),
      parts: z.array(z.object({ partId: z.string() })).optional(),
    }),
    output: Note,
    handle: async ({ input, request }) => {
      requireMatch(request.headers, editTag(input.noteId, 3), { isRequired: true })
      return note
    },
  }),
  defineRoute({
    ...route({ method: 'POST', name: 'create' }),
    input: z.object({ bodyText: z.string().default('') }),
    output: z.object({ jobId: z.string() }),
    status: 202,
    handle: async ({ input }) => {
      seen.push(input)
      return { jobId: 'job_1' }
    },
  }),
  defineRoute({
    ...route({ method: 'POST', path: '/notes/form', name: 'form', body: 'form' }),
    input: z.object({ pageCount: z.int(), file: z.instanceof(Blob) }),
    output: z.object({ size: z.int(), pageCount: z.int() }),
    handle: async ({ input }) => {
      seen.push(input)
      return { size: input.file.size, pageCount: input.pageCount }
    },
  }),
  defineRoute({
    ...route({ method: 'PUT', path: '/settings', name: 'replace' }),
    input: z.strictObject({ modelName: z.string() }),
    handle: async () => ({}),
  }),
  defineRoute({
    ...route({
      method: 'POST',
      path: '/notes/upload',
      name: 'upload',
      body: 'raw',
      maximumBodyBytes: 1000,
    }),
    input: z.object({ fileName: z.string().optional() }),
    output: z.object({ size: z.int() }),
    handle: async ({ request }) => ({
      size: (await new Response(request.body).arrayBuffer()).byteLength,
    }),
  }),
  defineRoute({
    ...route({
      method: 'DELETE',
      path: '/notes/{note_id}',
      name: 'delete',
      permission: 'notes.write',
    }),
    input: z.object({ noteId: z.string() }),
    output: z.void(),
    status: 204,
    handle: async () => undefined,
  }),
  defineRoute({
    ...route({ path: '/fail/{kind}', name: 'fail' }),
    input: z.object({ kind: z.string() }),
    output: z.unknown(),
    handle: async ({ input }) => {
      throw failures[input.kind]!()
    },
  }),
  defineRoute({
    ...route({ path: '/mismatch', name: 'mismatch' }),
    output: z.object({ count: z.int() }),
    handle: async () => ({ count: 'secret' }) as never,
  }),
  defineRoute({
    ...route({ path: '/open', name: 'open', permission: null }),
    handle: async ({ ctx }) => ({ actor: ctx.actor.id }),
  }),
  defineRoute({
    ...route({ path: '/made', name: 'made' }),
    handle: async () => new Reply({}, { status: 201, headers: { Location: '/x' } }),
  }),
]

const workspaceId = newId('ws')
export const authenticate = async (request: Request): Promise<Caller> => {
  const key = request.headers.get('authorization')?.replace('Bearer ', '')
  if (!key && !request.headers.has('cookie')) throw new UnauthenticatedError(codes.KEY_WRONG)
  return {
    workspaceId,
    actor: { kind: 'api_key', id: 'key_1', name: 'test' },
    permissions: new Set(['notes.read']),
    principal: `api_key:${key}`,
  }
}

/** Shared by all processes of a test. */
export const masterKeyOfTests = 'a master key for tests, long enough'

/** Opens a database for the test file that calls this, and gives it an app. */
export async function useTestApp() {
  const database = await createTestDatabase()
  after(database.close)

  function makeApp(
    environment: Record<string, string> = {},
    more: Partial<HttpAppOptions> = {},
  ): Hono {
    const config = readConfig(environment)
    const { db } = database
    const secrets = createSecrets({ db, masterKeys: [masterKeyOfTests] })
    const services = { config, db, logger: silentLogger, secrets } as Services
    return createHttpApp({ services, routes, authenticate, ...more })
  }
  let app: Hono | undefined
  const call = (path: string, init: RequestInit = {}, on = (app ??= makeApp())) =>
    on.request(`/api/v1${path}`, { headers, ...init })
  return { makeApp, call }
}

export const headers = { authorization: 'Bearer one' }
export const json = { ...headers, 'content-type': 'application/json' }
export const problem = async (response: Response | Promise<Response>) => {
  const answer = await response
  assert.equal(answer.headers.get('content-type'), 'application/problem+json')
  const body = (await answer.json()) as Record<string, never>
  assert.equal(body.status, answer.status)
  assert.equal(body.request_id, answer.headers.get('x-request-id'))
  assert.equal(body.type, `urn:galley:problem:${body.code}`)
  return body as unknown as {
    status: number
    code: string
    detail: string
    errors?: { pointer: string; message: string }[]
    details?: object
  }
}
