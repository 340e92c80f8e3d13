import { defineModule } from '../../platform/module.ts'

export { authenticateApiKey, createWorkspaceWithKey, identityCodes } from './api-key.ts'
export type { Principal } from './api-key.ts'
export { bootstrap, createLocalContext } from './bootstrap.ts'

export const identityModule = defineModule({ name: 'identity' })
