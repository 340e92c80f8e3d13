import { z } from 'zod'
import type { Services } from '../../platform/context.ts'
import { GalleyError } from '../../platform/error.ts'
import type { Asserted } from './asserted.ts'
import type { ConnectionRow } from './connection.ts'
import { resolvePerson } from './resolve-person.ts'
import type { Resolved } from './resolve-person.ts'

/** What trying a connection out has shown. */
export const ConnectionTest = z
  .object({
    testId: z.string(),
    status: z.enum(['pending', 'passed', 'failed']),
    code: z.string().nullable().describe('What a sign-in would fail with.'),
    message: z.string().nullable(),
    reason: z.string().nullable().describe('More about it, for who sets the connection up.'),
    asserted: z
      .object({
        subject: z.string(),
        email: z.string(),
        isEmailVerified: z.boolean(),
        name: z.string().nullable(),
        groups: z.array(z.string()),
      })
      .nullable()
      .describe('What the provider says about whoever signed in there.'),
    would: z
      .object({
        link: z.enum(['known', 'linked', 'created']),
        hasJoined: z.boolean(),
        role: z.string(),
      })
      .nullable()
      .describe('What a sign-in would have done.'),
  })
  .meta({ id: 'SsoConnectionTest' })
export type ConnectionTest = z.infer<typeof ConnectionTest>

export const TestOutcome = ConnectionTest.omit({ testId: true })
export type TestOutcome = z.infer<typeof TestOutcome>

/** Thrown to take back whatever a dry run has written. */
class TakenBack extends Error {
  readonly resolved: Resolved

  constructor(resolved: Resolved) {
    super('a dry run ends like this')
    this.resolved = resolved
  }
}

/** Does what a sign-in would do, and takes all of it back. */
export async function rehearse(
  services: Services,
  connection: ConnectionRow,
  asserted: Asserted,
): Promise<TestOutcome> {
  try {
    return await services.db.systemTransaction(async (tx): Promise<never> => {
      throw new TakenBack(await resolvePerson({ services, tx, connection, asserted }))
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) return { ...failedTest(error), asserted }
    const { link, hasJoined, role } = error.resolved
    const would = { link, hasJoined, role }
    return { status: 'passed', code: null, message: null, reason: null, asserted, would }
  }
}

/** @throws What is no refusal but a fault of ours. */
export function failedTest(error: unknown): TestOutcome {
  if (!(error instanceof GalleyError)) throw error
  const { code, message, details } = error
  const reason = typeof details.reason === 'string' ? details.reason : null
  return { status: 'failed', code, message, reason, asserted: null, would: null }
}
