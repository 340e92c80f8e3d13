import { and, eq, gt, isNotNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { NotFoundError } from '../../platform/error.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { audit } from '../audit/index.ts'
import { beginAttempt, outcomePurpose } from './attempt.ts'
import { ssoCodes } from './codes.ts'
import { getConnectionInWorkspace } from './connection.ts'
import { TestOutcome } from './connection-test.ts'
import type { ConnectionTest } from './connection-test.ts'
import { GetConnectionInput } from './get-connection.ts'
import { ssoAttempts } from './tables.ts'

export const TestStart = z.object({
  testId: z.string(),
  redirectUrl: z.string().describe('Open it in the browser that began the test, and sign in.'),
})
export type TestStart = z.infer<typeof TestStart>

/**
 * Tries a connection out, enabled or not: goes to the provider and back, checks everything, and signs
 * nobody in.
 */
export async function testConnection({
  ctx,
  input,
  browser,
}: VerbArgs<GetConnectionInput> & { browser: string }): Promise<TestStart> {
  requirePermission(ctx, 'sso.write')
  const { connectionId } = GetConnectionInput.parse(input)
  const connection = await withTransaction(ctx, async (tx) => {
    const row = await getConnectionInWorkspace(tx, ctx, connectionId)
    await audit(tx, ctx, { action: 'sso_connection.test', subject: connectionId })
    return row
  })
  const attempt = { connection, browser, returnPath: '/', testedBy: ctx.actor.id }
  const { attemptId, redirectUrl } = await beginAttempt(ctx, attempt)
  return { testId: attemptId, redirectUrl }
}

export const GetConnectionTestInput = GetConnectionInput.extend({ testId: z.string() })
export type GetConnectionTestInput = z.infer<typeof GetConnectionTestInput>

/** What a test has shown, for an hour. */
export async function getConnectionTest({
  ctx,
  input,
}: VerbArgs<GetConnectionTestInput>): Promise<ConnectionTest> {
  requirePermission(ctx, 'sso.write')
  const { connectionId, testId } = GetConnectionTestInput.parse(input)
  const [attempt] = await ctx.db.system
    .select()
    .from(ssoAttempts)
    .where(
      and(
        eq(ssoAttempts.id, testId),
        eq(ssoAttempts.workspaceId, ctx.workspaceId),
        eq(ssoAttempts.connectionId, connectionId),
        isNotNull(ssoAttempts.testedBy),
        gt(ssoAttempts.createdAt, sql`now() - interval '1 hour'`),
      ),
    )
  if (!attempt) throw new NotFoundError(ssoCodes.SSO_TEST_NOT_FOUND, { connectionId, testId })
  if (attempt.outcome === null) return { testId, ...PENDING }
  const opened = await ctx.secrets.unseal(outcomePurpose(testId), attempt.outcome)
  // Between the provider's answer and the browser's return it holds what is not checked to its end.
  const outcome = TestOutcome.safeParse(JSON.parse(opened))
  return { testId, ...(outcome.success ? outcome.data : PENDING) }
}

const PENDING: TestOutcome = {
  status: 'pending',
  code: null,
  message: null,
  reason: null,
  asserted: null,
  would: null,
}
