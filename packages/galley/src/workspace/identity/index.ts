import { defineModule } from '../../platform/module.ts'

export { createApiKey } from './api-key.ts'
export type { NewApiKey } from './api-key.ts'
export { createAuthenticator, WORKSPACE_HEADER } from './authenticate.ts'
export { createFirstKey, createLocalContext } from './first-key.ts'
export { createTokenHash, newToken } from './hash.ts'
export type { HashToken } from './hash.ts'
export {
  readSessionToken,
  readSignedCookie,
  SESSION_COOKIE,
  sessionSecret,
} from './session-cookie.ts'

export const identityModule = defineModule({ name: 'identity' })
