import { defineModule } from '../../platform/module.ts'

export { createWorkspace, ensureWorkspace } from './bootstrap.ts'

export const tenancyModule = defineModule({ name: 'tenancy' })
