import { z } from 'zod'
import { defineRoute } from '../../platform/http/index.ts'
import { defineModule } from '../../platform/module.ts'
import { getOnboarding, Onboarding } from './get-onboarding.ts'

export { isThere, onboardingItems } from './onboarding-items.ts'
export type { OnboardingItem } from './onboarding-items.ts'

export const onboardingModule = defineModule({
  name: 'onboarding',
  routes: [
    defineRoute({
      method: 'GET',
      path: '/onboarding',
      tag: 'onboarding',
      name: 'get',
      summary: 'Tells which of the first steps in this workspace are done.',
      permission: 'workspace.read',
      input: z.void(),
      output: Onboarding,
      handle: ({ ctx }) => getOnboarding({ ctx }),
    }),
  ],
})
