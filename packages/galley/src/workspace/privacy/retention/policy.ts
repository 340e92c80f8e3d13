import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Config } from '../../../platform/config.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { InvalidError } from '../../../platform/error.ts'
import { toWireName } from '../../../platform/http/index.ts'
import { privacyCodes } from '../codes.ts'
import { retentionPolicies } from '../tables.ts'
import { retentionKinds } from './retention-rule.ts'
import type { RetentionKind } from './retention-rule.ts'

const days = (of: string) =>
  z.int().min(1).max(36_500).nullable().describe(`Days that ${of} kept; null: as the server does.`)

export const RetentionPolicy = z
  .object({
    sources: days('sources, with their bytes, are'),
    deletedDocuments: days('deleted documents, with all their versions, are'),
    finishedJobs: days('finished jobs are'),
    events: days('the log of events is'),
    audit: days('the audit log is'),
  })
  .meta({ id: 'RetentionPolicy' })
export type RetentionPolicy = z.infer<typeof RetentionPolicy>

/** Below these something else would break that a workspace cannot want to break by a slip. */
const minimums: Partial<Record<RetentionKind, { days: number; reason: string }>> = {
  audit: { days: 90, reason: 'who did what has to be found out for a while' },
}

/** What the server forgets by itself, for everybody. */
const serverLimited: ReadonlySet<RetentionKind> = new Set(['finishedJobs', 'events'])

/** @throws InvalidError for what could not be kept. */
export function requireKeepable(policy: Partial<RetentionPolicy>, config: Config): void {
  const maximum = config.GALLEY_RETENTION_DAYS
  for (const kind of retentionKinds) {
    const wanted = policy[kind]
    if (wanted === undefined || wanted === null) continue
    const details = { kind: toWireName(kind) }
    const fields = [{ pointer: `/${toWireName(kind)}`, message: 'Not a time that can be kept' }]
    const minimum = minimums[kind]
    if (minimum && wanted < minimum.days) {
      const why = { ...details, minimum: minimum.days, reason: minimum.reason }
      throw new InvalidError(privacyCodes.RETENTION_TOO_SHORT, why, { fields })
    }
    if (serverLimited.has(kind) && wanted > maximum) {
      throw new InvalidError(privacyCodes.RETENTION_TOO_LONG, { ...details, maximum }, { fields })
    }
  }
}

/** What is decided; all null where nothing is. */
export async function readPolicy(
  tx: Transaction,
  { workspaceId }: { workspaceId: string },
): Promise<RetentionPolicy> {
  const [row] = await tx
    .select()
    .from(retentionPolicies)
    .where(eq(retentionPolicies.workspaceId, workspaceId))
  const entries = retentionKinds.map((kind) => [kind, row?.[kind] ?? null])
  return Object.fromEntries(entries) as RetentionPolicy
}
