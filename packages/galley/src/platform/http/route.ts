import type { z } from 'zod'
import type { Context } from '../context.ts'
import type { Caller } from './http-app.ts'

/** What a handler may know of the request beyond its parsed input. */
export interface RouteRequest {
  headers: Headers
  /** The raw body, for routes that declare `body: 'raw'` (uploads). */
  body: ReadableStream<Uint8Array> | null
  url: URL
  /**
   * Asks anew who is calling and whether they may: for answers that last. Throws as the first time.
   * Absent on routes that are open to everybody.
   */
  reauthenticate?: () => Promise<Caller>
}

/** A handler that needs a status or headers of its own returns this instead of the bare value. */
export class Reply<T> {
  readonly value: T
  readonly status: number | undefined
  readonly headers: Record<string, string>
  /** Whole `Set-Cookie` lines. */
  readonly cookies: readonly string[]

  constructor(
    value: T,
    options: {
      status?: number
      headers?: Record<string, string>
      cookies?: readonly string[]
    } = {},
  ) {
    this.value = value
    this.status = options.status
    this.headers = options.headers ?? {}
    this.cookies = options.cookies ?? []
  }
}

/** `form` is JSON or, with the same names, `multipart/form-data`. */
export type RouteBody = 'json' | 'form' | 'raw' | 'none'

/**
 * One HTTP route: parse, call a verb, done. Schemas are written in camelCase; the edge turns them
 * into snake_case JSON, and into OpenAPI, from this one value.
 */
export interface Route<Input = unknown, Output = unknown> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/api/v1`, with `{name}` parameters: `/sources/{source_id}`. */
  path: string
  /** Groups routes in the reference and names the SDK's namespace: `sources`. */
  tag: string
  /** The SDK's method name and OpenAPI operation id's last part: `create`. */
  name: string
  summary: string
  /**
   * What the caller must hold: a declared permission; `account` (ACCOUNT) for what people do with
   * their own account, in no workspace; `null` only for what is open to everybody.
   */
  permission: string | null
  /** Path, query and JSON body parameters, merged into one object, as the verb takes it. */
  input: z.ZodType<Input>
  /**
   * Which of `input`'s keys come from the query string; path parameters are known by the path.
   * Absent on a route without a JSON body: all that are not in the path.
   */
  query?: readonly string[]
  /** Default `json` for POST, PUT, PATCH. `form` takes files too; `raw` hands the stream on. */
  body?: RouteBody
  /** The largest body in bytes. Default 1 MB for JSON, `GALLEY_MAX_UPLOAD_MB` for form and raw. */
  maximumBodyBytes?: number
  /** What a raw body may be: `audio/mpeg`, `image/*`. Absent: anything. */
  accepts?: readonly string[]
  output: z.ZodType<Output>
  /** Default 200; 201 for created things, 202 for jobs, 204 for nothing. */
  status?: number
  /** Media type of the answer when it is not JSON. The handler then returns a Response. */
  produces?: readonly string[]
  /** Media types besides JSON, for who asks for them; the handler then returns a Response. */
  alsoProduces?: readonly string[]
  /** Its file can be had in parts: a `Range` is answered with 206. */
  isResumable?: boolean
  /** The strong entity tag of an answer; `editTag` makes one. GET answers then honour If-None-Match. */
  etag?(output: Output): string | null
  /** Its answer has what is shown once, so it is not kept for whoever repeats the request. */
  isShownOnce?: boolean
  /** Also a tool for agents. (Steps and pipelines all are.) */
  isTool?: boolean
  /** Extra examples for the reference. */
  example?: unknown
  handle(args: {
    ctx: Context
    input: Input
    request: RouteRequest
  }): Promise<Output | Reply<Output> | Response>
}

/**
 * @example
 * export const getDocumentRoute = defineRoute({
 *   method: 'GET', path: '/documents/{document_id}', tag: 'documents', name: 'get',
 *   summary: 'Reads a document.', permission: 'documents.read',
 *   input: GetDocumentInput, output: Document,
 *   handle: ({ ctx, input }) => getDocument({ ctx, input }),
 * })
 */
export function defineRoute<Input, Output>(route: Route<Input, Output>): Route {
  return route as Route
}
