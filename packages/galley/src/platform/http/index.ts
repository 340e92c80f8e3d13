export { defineCursor, Page, pageInput, toPage } from './cursor.ts'
export type { Cursor } from './cursor.ts'
export { editTag, isFresh, matchedVersion, requireMatch } from './edit-tag.ts'
export { createHttpApp } from './http-app.ts'
export type {
  Authenticate,
  Caller,
  HttpAppOptions,
  Mount,
  MountOrigin,
  RequestObservation,
} from './http-app.ts'
export { HttpError, httpCodes } from './http-error.ts'
export { sweepIdempotencyKeys } from './idempotency/store.ts'
export { Problem, problemOf, problemResponse, snakeKeys } from './problem.ts'
export { createRateLimiter, sweepRateBuckets } from './rate-limit/rate-limit.ts'
export type { RateLimiter } from './rate-limit/rate-limit.ts'
export { defineSort } from './sort.ts'
export { defineRoute, Reply } from './route.ts'
export type { Route, RouteBody, RouteRequest } from './route.ts'
export { toWireName } from './schema-shape.ts'
export { fromWire, toWire } from './wire.ts'
export { wireSchema } from './wire-schema.ts'
export type { JsonSchema } from './wire-schema.ts'
export { createEventHub } from './event-hub.ts'
export type { EventHub } from './event-hub.ts'
export { eventStream } from './sse.ts'
export type { EventStreamOptions } from './sse.ts'
export { isPublicAddress } from './public-address.ts'
export { addressRefused, createSafeFetch, safeFetchCodes } from './safe-fetch.ts'
export type { Dial, Dialer, FetchedAnswer, SafeFetch, SafeFetchOptions } from './safe-fetch.ts'
