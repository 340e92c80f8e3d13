import fc from 'fast-check'
import { createAnswerCheck } from './check-answer.ts'
import { exceptions } from './exceptions.ts'
import { Pool } from './pool.ts'
import { operationsAt } from './read-api.ts'
import type { Api, Operation } from './read-api.ts'
import { requestsFor } from './request-arbitrary.ts'
import type { RequestPlan } from './request-arbitrary.ts'
import { curl, prepare, send } from './send.ts'
import type { Fetch, ReadAnswer, SentRequest } from './send.ts'

/** Headers that prove who somebody is. Made anew for each operation: one may revoke them. */
export type Credential = () => Promise<Record<string, string>>

export interface FuzzOptions {
  api: Api
  fetch: Fetch
  /** By the name of the security scheme in the document. */
  credentials: Readonly<Record<string, Credential>>
  /** The same seed sends the same requests. */
  seed: number
  /** Requests for each operation. */
  runs: number
  /** Texts that mean something to the API. */
  texts?: readonly string[]
  /** Ids and the like that are known before the first request. */
  pool?: Pool
}

export interface Fuzzer {
  /** @throws Error with the smallest request found, as a `curl` line, and the seed. */
  fuzzOperation(operation: Operation): Promise<void>
  /** Requests for all operations, some at a time. @throws Error like `fuzzOperation`. */
  fuzzTogether(runs: number): Promise<void>
  /** What each operation answered, and how often. */
  answers: ReadonlyMap<string, ReadonlyMap<number, number>>
}

/** Longest time for one operation, shrinking included. */
const LIMIT_MS = 120_000

/**
 * Sends requests made from an OpenAPI document and holds each answer against it.
 *
 * @example
 * const fuzzer = createFuzzer({ api, fetch: app.fetch, credentials, seed: 1, runs: 50 })
 * for (const operation of api.operations) await fuzzer.fuzzOperation(operation)
 */
export function createFuzzer(options: FuzzOptions): Fuzzer {
  const { api, fetch, seed, runs, texts = [], pool = new Pool() } = options
  const check = createAnswerCheck(api)
  const answers = new Map<string, Map<number, number>>()
  const arbitraryOf = (operation: Operation) => requestsFor(operation, api, { texts })

  async function exchange(plan: RequestPlan, own: Record<string, string>): Promise<void> {
    const request = prepare(plan, api, pool, credentialFor(plan, own))
    const answer = await send(request, fetch).catch((error: unknown) => {
      throw new Error(`${String(error)}\n\n${curl(request)}`)
    })
    note(plan.operation, answer)
    const faults = check(request, answer)
    if (faults.length > 0) throw new Error(describe(faults, request, answer))
    learn(request, answer)
  }

  function note({ id }: Operation, { status }: ReadAnswer): void {
    const counts = answers.get(id) ?? new Map<number, number>()
    counts.set(status, (counts.get(status) ?? 0) + 1)
    answers.set(id, counts)
  }

  function learn(request: SentRequest, answer: ReadAnswer): void {
    const etag = answer.headers.get('etag')
    if (etag) pool.add('etag', etag)
    if (answer.status >= 300 || !/[/+]json\b/.test(answer.headers.get('content-type') ?? '')) return
    const [operation] = operationsAt(api, new URL(request.url).pathname)
    if (operation && answer.text) pool.learn(operation.path, JSON.parse(answer.text))
  }

  async function run<T>(
    name: string,
    arbitrary: fc.Arbitrary<T>,
    times: number,
    work: (value: T) => Promise<void>,
  ): Promise<void> {
    const details = await fc.check(fc.asyncProperty(arbitrary, work), {
      seed: seedOf(seed, name),
      numRuns: times,
      interruptAfterTimeLimit: LIMIT_MS,
    })
    if (!details.failed) return
    const cause = details.errorInstance
    const found = cause instanceof Error ? cause.message : String(cause)
    throw new Error(
      `${name}, request ${details.numRuns} (made smaller ${details.numShrinks} times):\n${found}\n\nAgain with GALLEY_FUZZ_SEED=${seed} GALLEY_FUZZ_RUNS=${runs}`,
    )
  }

  return {
    answers,
    async fuzzOperation(operation) {
      const own = await credentialOf(operation, options.credentials)
      await run(operation.id, arbitraryOf(operation), runs, (plan) => exchange(plan, own))
    },
    async fuzzTogether(times) {
      const own = new Map<Operation, Record<string, string>>()
      for (const one of api.operations) own.set(one, await credentialOf(one, options.credentials))
      const any = fc.oneof(...api.operations.map(arbitraryOf))
      const some = fc.array(any, { minLength: 2, maxLength: 6 })
      await run('all at once', some, times, async (plans) => {
        const done = await Promise.allSettled(
          plans.map((plan) => exchange(plan, own.get(plan.operation)!)),
        )
        const failed = done.flatMap((one) =>
          one.status === 'rejected' ? [one.reason as Error] : [],
        )
        if (failed.length === 0) return
        const beside = plans
          .map(({ method, operation }) => `${method} ${operation.path}`)
          .join(', ')
        const texts = failed.map(({ message }) => message).join('\n\n')
        throw new Error(`${texts}\n\nAt the same time: ${beside}`)
      })
    },
  }
}

/** The first alternative of the document that we have credentials for; none where none is needed. */
async function credentialOf(
  { id, security }: Operation,
  credentials: FuzzOptions['credentials'],
): Promise<Record<string, string>> {
  if (security.length === 0 || exceptions.some(({ operation }) => operation.test(id))) return {}
  const schemes = security
    .map((one) => Object.keys(one))
    .find((names) => names.every((name) => Object.hasOwn(credentials, name)))
  // Of a scheme that is not known here the answers to strangers are all that can be tried.
  const parts = await Promise.all((schemes ?? []).map((name) => credentials[name]!()))
  return Object.assign({}, ...parts) as Record<string, string>
}

function credentialFor({ credential }: RequestPlan, own: Record<string, string>) {
  if (credential === 'own') return own
  if (credential === 'none') return {}
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [name, `${value}x`]))
}

/** A seed of its own for each operation, so that a new one leaves the others as they are. */
function seedOf(seed: number, name: string): number {
  let hash = seed | 0
  for (const character of name) hash = (Math.imul(hash, 31) + character.codePointAt(0)!) | 0
  return hash
}

function describe(faults: readonly string[], request: SentRequest, answer: ReadAnswer): string {
  const body = answer.text.length > 1500 ? `${answer.text.slice(0, 1500)}…` : answer.text
  const list = faults.map((fault) => `- ${fault}`).join('\n')
  return `${list}\n\n${curl(request)}\n\n→ ${answer.status} ${answer.headers.get('content-type') ?? ''}\n${body}`
}
