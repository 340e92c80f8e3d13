import { defineModule } from '../../platform/module.ts'

export { createApiKey, createApiKeyAuthenticator, identityCodes } from './api-key.ts'
export type { Principal } from './api-key.ts'
export {
  createFirstKey,
  createLocalContext,
  createWorkspace,
  ensureWorkspace,
} from './bootstrap.ts'

export const identityModule = defineModule({ name: 'identity' })
