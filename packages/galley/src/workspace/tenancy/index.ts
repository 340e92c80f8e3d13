import { defineModule } from '../../platform/module.ts'

export { lockAndAuthorize, requireHeld, requireWithinProjects } from './authority.ts'
export type { Authority } from './authority.ts'
export { createWorkspace, ensureWorkspace } from './bootstrap.ts'
export { inProject, requireProject } from './in-project.ts'

export { contextIn, personOf } from './place.ts'

export const tenancyModule = defineModule({ name: 'tenancy' })
