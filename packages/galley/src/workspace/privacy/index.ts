import { defineModule } from '../../platform/module.ts'
import { accountPrivacyRoutes } from './account-routes.ts'
import { exportJob } from './exports/export-job.ts'
import { sweepExports } from './exports/sweep-exports.ts'
import { forgetJob } from './leaving/forget-job.ts'
import { leavePrivately } from './leaving/leave-privately.ts'
import { purgeWorkspaces } from './purge/purge-workspaces.ts'
import { enforceRetention } from './retention/enforce-retention.ts'
import { platformRules } from './retention/platform-rules.ts'
import { privacyRoutes } from './routes.ts'

export { archiveParts } from './archive/archive-part.ts'
export type { ArchiveFile } from './archive/archive-part.ts'
export { createProviderPolicy } from './opt-outs/provider-policy.ts'
export { retentionRules } from './retention/retention-rule.ts'

export const privacyModule = defineModule({
  name: 'privacy',
  permissions: {
    'privacy.read': { allows: 'See how long the workspace keeps what.', role: 'admin' },
    'privacy.write': {
      allows: 'Decide how long the workspace keeps what, and where its content may go.',
      role: 'owner',
    },
    'privacy.export': { allows: 'Export everything in the workspace.', role: 'owner' },
  },
  routes: [...privacyRoutes, ...accountPrivacyRoutes],
  jobs: (services) => [exportJob(services), forgetJob(services)],
  crons: [
    { id: 'privacy.sweep_exports', schedule: '19 * * * *', missed: 'once', run: sweepExports },
    {
      id: 'privacy.purge_workspaces',
      schedule: '31 * * * *',
      missed: 'once',
      run: purgeWorkspaces,
    },
    {
      id: 'privacy.enforce_retention',
      schedule: '3 2 * * *',
      missed: 'once',
      run: enforceRetention,
    },
  ],
  contributions: [leavePrivately, ...platformRules],
})
