import { defineCodes, GalleyError } from '../error.ts'
import type { ErrorCode, ErrorDetails } from '../error.ts'

/** What only HTTP can get wrong, and what the edge itself refuses. */
export const httpCodes = defineCodes({
  REQUEST_INVALID: 'The request is not valid: {summary}.',
  JSON_MALFORMED: 'The body is not valid JSON. Send one UTF-8 JSON value.',
  FORM_MALFORMED: 'The body is not valid multipart/form-data. Let your client write the boundary.',
  CONTENT_TYPE_UNSUPPORTED: 'This route does not read "{contentType}". Send {accepted}.',
  CONTENT_ENCODING_UNSUPPORTED: 'Send the body without "content-encoding: {encoding}".',
  BODY_TOO_LARGE: 'The body is larger than {maximum} bytes, which is the limit here.',
  ROUTE_UNKNOWN: 'There is nothing at {path}. See /docs or /openapi.json for what there is.',
  METHOD_NOT_ALLOWED: '{method} is not possible here. Use {allowed}.',
  CROSS_SITE_REFUSED:
    'A page of another site may not send this. Use an API key instead of a cookie.',
  RATE_LIMITED: 'Too many requests. Try again in {retryAfterSeconds} s.',
  PRECONDITION_REQUIRED: 'Send If-Match with the ETag that the change was made against.',
  EDIT_TAG_STALE: 'It has changed since: If-Match is {given}, it is now {current}. Read it again.',
  CURSOR_INVALID: 'This cursor is not one of this list. Start again without a cursor.',
  IDEMPOTENCY_KEY_INVALID: 'Idempotency-Key must be 1 to 255 printable ASCII characters.',
  IDEMPOTENCY_KEY_REUSED:
    'This Idempotency-Key was used with another request. Use a new key for a new request.',
  IDEMPOTENCY_IN_PROGRESS:
    'The first request with this Idempotency-Key is still running. Ask again in {retryAfterSeconds} s.',
  IDEMPOTENCY_ANSWER_NOT_KEPT:
    'This request was done already, and its answer is not kept: it was too large, or shows something once. Read the result instead.',
  REQUEST_ABORTED: 'The caller gave up before the answer was ready.',
  INTERNAL: 'Something went wrong on our side. Try again; if it stays, report the request id.',
})

/** A failure whose status belongs to HTTP itself, such as 400 and 405, and to no kind of error. */
export class HttpError extends GalleyError {
  readonly kind = 'http'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: ErrorCode,
    details: ErrorDetails = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(code, details)
    this.status = status
    this.headers = headers
  }
}
