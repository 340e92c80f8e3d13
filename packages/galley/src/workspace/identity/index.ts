import { defineModule } from '../../platform/module.ts'

export { createApiKey, createApiKeyAuthenticator } from './api-key.ts'
export {
  createFirstKey,
  createLocalContext,
  createWorkspace,
  ensureWorkspace,
} from './bootstrap.ts'

export const identityModule = defineModule({ name: 'identity' })
