import { defineModule } from '../../platform/module.ts'
import { auditRoutines } from './routines.ts'

export { audit } from './audit.ts'

export const auditModule = defineModule({ name: 'audit', routines: [auditRoutines] })
