import type { Context } from '../../../platform/context.ts'
import { withTransaction } from '../../../platform/verb.ts'
import { readSettings } from './get-settings.ts'

const FRESH_MS = 1000
const MOST_KNOWN = 10_000

/**
 * Answers whether a workspace lets its content go to models that run elsewhere. What it said is
 * believed for a second, so that a job with a thousand calls does not ask a thousand times.
 *
 * @example
 * createModels({ …, mayLeave: createProviderPolicy() })
 */
export function createProviderPolicy(): (ctx: Context) => Promise<boolean> {
  const known = new Map<string, { until: number; answer: Promise<boolean> }>()
  return (ctx) => {
    const { workspaceId } = ctx
    const now = Date.now()
    const found = known.get(workspaceId)
    if (found && found.until > now) return found.answer
    if (known.size >= MOST_KNOWN) known.clear()
    const answer = withTransaction(
      { db: ctx.db, workspaceId },
      async (tx) => (await readSettings(tx, workspaceId)).contentToModelProviders,
    )
    known.set(workspaceId, { until: now + FRESH_MS, answer })
    // A question that failed is asked anew.
    answer.catch(() => known.delete(workspaceId))
    return answer
  }
}
