import { eq } from 'drizzle-orm'
import { defineModule } from '../../platform/module.ts'
import { isThere, onboardingItems } from '../onboarding/index.ts'
import { brandingUpdated } from './branding.ts'
import { brandingRoutes } from './routes.ts'
import { sweepLogos } from './sweep-logos.ts'
import { branding } from './tables.ts'

export { brandOfHost } from './brand-of-host.ts'
export { mailSender } from './mail-sender.ts'
export type { MailSender } from './mail-sender.ts'
export { brandingMounts } from './public-logos.ts'

export const brandingModule = defineModule({
  name: 'branding',
  permissions: {
    'branding.read': { allows: 'See the look of the workspace.', role: 'viewer' },
    'branding.write': { allows: 'Change the look of the workspace.', role: 'admin' },
  },
  routes: brandingRoutes,
  events: [brandingUpdated],
  crons: [{ id: 'branding.sweep_logos', schedule: '43 3 * * *', missed: 'once', run: sweepLogos }],
  contributions: [
    onboardingItems.contribute({
      id: 'brand_set',
      isDone: (tx, ctx) => isThere(tx, branding, eq(branding.workspaceId, ctx.workspaceId)),
    }),
  ],
})
