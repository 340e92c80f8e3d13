/**
 * What a request can meet. A script is a queue of these; when it is empty, everything is `ok`.
 *
 * `ok` a good answer · `rate-limited` 429, with Retry-After when given · `status` that HTTP status ·
 * `hang` accepted and never answered · `drop` the socket closed without a byte · `cut-body` half a
 * body, then the socket closed · `text` exactly this as the model's answer · `malformed-json` an
 * answer that no rule can repair · `schema-violation` JSON of another shape · `huge` five megabytes ·
 * `empty` no text · `cut-off` the limit of output tokens in the middle of a text · `slow` the first
 * byte after a while · `not-json` a proxy's HTML with status 200 · `redirect` to another address.
 *
 * Of answers that are streamed: `stream-slow` every event after a while · `stream-split` in pieces
 * that cut characters · `stream-stall` half of it, and then silence · `stream-end` half of it, and
 * then an end as if it were all · `stream-malformed` something that is no JSON in the middle ·
 * `stream-without-usage` no word of tokens. What is not streamed is `ok` then.
 */
export type Behaviour =
  | { kind: 'ok' }
  | { kind: 'rate-limited'; retryAfterMs?: number; retryAfterSeconds?: number }
  | { kind: 'status'; status: number; message?: string }
  | { kind: 'hang' }
  | { kind: 'drop' }
  | { kind: 'cut-body' }
  | { kind: 'text'; text: string }
  | { kind: 'malformed-json' }
  | { kind: 'schema-violation' }
  | { kind: 'huge' }
  | { kind: 'empty' }
  | { kind: 'cut-off' }
  | { kind: 'slow'; firstByteMs: number }
  | { kind: 'stream-slow'; everyMs: number }
  | { kind: 'stream-split' }
  | { kind: 'stream-stall' }
  | { kind: 'stream-end' }
  | { kind: 'stream-malformed' }
  | { kind: 'stream-without-usage' }
  | { kind: 'not-json' }
  | { kind: 'redirect'; to: string }

/** A behaviour's name alone, where it takes no settings, or a status. */
export type ScriptEntry =
  | Behaviour
  | Exclude<Behaviour['kind'], 'status' | 'text' | 'slow' | 'stream-slow' | 'redirect'>
  | number

export function toBehaviour(entry: ScriptEntry): Behaviour {
  if (typeof entry === 'number') return { kind: 'status', status: entry }
  return typeof entry === 'string' ? ({ kind: entry } as Behaviour) : entry
}

/** The model's text under a behaviour that gives one, from the good answer. */
export function textFor(behaviour: Behaviour, good: string): string {
  switch (behaviour.kind) {
    case 'text':
      return behaviour.text
    case 'malformed-json':
      return 'I am sorry, but I can only talk about it: {"title" "no colon": [}'
    case 'schema-violation':
      return '{"unexpected":{"shape":[1,2,3]}}'
    case 'huge':
      return JSON.stringify({ filler: 'x'.repeat(5_000_000) })
    case 'empty':
      return ''
    case 'cut-off':
      return `${good.slice(0, Math.max(2, Math.floor(good.length / 2)))}"and then "it`
    default:
      return good
  }
}
