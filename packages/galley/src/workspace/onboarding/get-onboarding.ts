import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { onboardingIds, onboardingItems } from './onboarding-items.ts'

export const Onboarding = z
  .object({
    items: z.array(z.object({ id: z.enum(onboardingIds), isDone: z.boolean() })),
    doneCount: z.int(),
  })
  .meta({ id: 'Onboarding' })
export type Onboarding = z.infer<typeof Onboarding>

/** Which of the first steps are done, as things stand. */
export async function getOnboarding({ ctx }: Pick<VerbArgs, 'ctx'>): Promise<Onboarding> {
  requirePermission(ctx, 'workspace.read')
  const known = new Map(ctx.extensions.get(onboardingItems).map((item) => [item.id, item]))
  return withTransaction(ctx, async (tx) => {
    const items: Onboarding['items'] = []
    for (const id of onboardingIds) {
      const isDone = (await known.get(id)?.isDone(tx, ctx)) ?? null
      if (isDone !== null) items.push({ id, isDone })
    }
    return { items, doneCount: items.filter(({ isDone }) => isDone).length }
  })
}
