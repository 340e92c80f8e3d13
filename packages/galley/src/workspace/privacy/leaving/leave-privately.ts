import { eq, sql } from 'drizzle-orm'
import { systemWorkspaceId } from '../../../platform/jobs/contract.ts'
import { userLeaving } from '../../accounts/index.ts'
import { privacyExports } from '../tables.ts'
import { FORGET_JOB } from './forget-job.ts'

/**
 * What follows from an account that ends, whoever ends it: its own archives are given to the sweep,
 * and its name is taken out of where it was kept for show.
 */
export const leavePrivately = userLeaving.contribute(async ({ services, tx, userId }) => {
  const ended = await tx
    .update(privacyExports)
    .set({ status: 'deleted', expiresAt: sql`clock_timestamp()` })
    .where(eq(privacyExports.userId, userId))
    .returning({ jobId: privacyExports.jobId })
  for (const { jobId } of ended) await services.jobs.cancel(tx, systemWorkspaceId, jobId)
  await services.jobs.enqueue(tx, {
    workspaceId: systemWorkspaceId,
    name: FORGET_JOB,
    version: 1,
    input: { userId },
    actor: { kind: 'system', id: 'privacy' },
    permissions: [],
    dedupeKey: userId,
  })
})
