import { defineModule } from '../../platform/module.ts'

export { authenticateApiKey, createApiKey, identityCodes } from './api-key.ts'
export type { Principal } from './api-key.ts'
export {
  createFirstKey,
  createLocalContext,
  createWorkspace,
  ensureWorkspace,
} from './bootstrap.ts'

export const identityModule = defineModule({ name: 'identity' })
