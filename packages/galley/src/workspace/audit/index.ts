import { defineModule } from '../../platform/module.ts'
import { auditRoutes } from './routes.ts'
import { auditRoutines } from './routines.ts'

export { audit } from './audit.ts'
export { dropAuditChain } from './drop-audit-chain.ts'
export { pruneAudit } from './prune-audit.ts'

export const auditModule = defineModule({
  name: 'audit',
  permissions: {
    'audit.read': { allows: 'Read, export and verify the audit log.', role: 'admin' },
  },
  routes: auditRoutes,
  routines: [auditRoutines],
})
