import type { EventData } from 'node:test'
import type { TestEvent } from 'node:test/reporters'
import { inspect } from 'node:util'

/** What a test file's process tells its runner: one JSON line each. */
export type Line =
  | { kind: 'passed' }
  | { kind: 'skipped'; name: string; reason: string }
  | { kind: 'failed'; text: string }
  /** All of its tests have ended. A file without it crashed, or left early. */
  | { kind: 'end' }

/** A reporter for node:test. */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    const line = type === 'test:pass' ? ofPass(data) : type === 'test:fail' ? ofFailure(data) : null
    if (line) yield `${JSON.stringify(line)}\n`
  }
  yield `${JSON.stringify({ kind: 'end' } satisfies Line)}\n`
}

function ofPass({ name, skip, todo, details }: EventData.TestPass): Line | null {
  if (details.type === 'suite') return null
  const why = skip ?? todo
  if (why === undefined) return { kind: 'passed' }
  const reason = typeof why === 'string' && why !== '' ? why : 'no reason given'
  return { kind: 'skipped', name, reason }
}

/** A suite that failed because a test in it did says nothing new. */
function ofFailure({ name, line, details }: EventData.TestFail): Line | null {
  const { failureType, cause } = details.error as Error & { failureType?: string }
  if (failureType === 'subtestsFailed') return null
  const text = typeof cause === 'string' ? cause : inspect(cause ?? details.error)
  return { kind: 'failed', text: `${name}${line === undefined ? '' : ` (line ${line})`}\n${text}` }
}
