import { defineModule } from '../../platform/module.ts'
import { deviceRoutes } from './device/routes.ts'
import { sweepDeviceGrants } from './device/sweep-device-grants.ts'
import { ownKeyRoutes } from './own-keys/routes.ts'
import { identityRoutes } from './routes.ts'
import { identityRoutines } from './routines.ts'

export { createApiKey } from './api-key.ts'
export {
  authorityOf,
  authorityOfCaller,
  authorize,
  everythingIn,
  requireHeld,
  requireWithinProjects,
} from './authority.ts'
export type { Authority } from './authority.ts'
export type { NewApiKey } from './api-key.ts'
export { createAuthenticator, WORKSPACE_HEADER } from './authenticate.ts'
export type { Authenticator } from './authenticate.ts'
export { identityCodes } from './codes.ts'
export { deviceTry } from './device/limit-tries.ts'
export { createFirstKey, createLocalContext } from './first-key.ts'
export { createTokenHash, newToken } from './hash.ts'
export type { HashToken } from './hash.ts'
export { issueApiKey } from './issue-api-key.ts'
export { listApiKeys } from './list-api-keys.ts'
export { ApiKey } from './present-key.ts'
export { raiseKeyHashes } from './raise-key-hashes.ts'
export { revokeApiKey } from './revoke-api-key.ts'
export { rotateApiKey } from './rotate-api-key.ts'
export {
  readSessionToken,
  readSignedCookie,
  SESSION_COOKIE,
  sessionSecret,
} from './session-cookie.ts'

export const identityModule = defineModule({
  name: 'identity',
  permissions: {
    'identity.read': { allows: 'See who they are here, and what they may.', role: 'viewer' },
    'keys.read': { allows: 'See which API keys there are, and what each may.', role: 'admin' },
    'keys.write': {
      allows: 'Make, change, rotate and revoke API keys, within what they may themselves.',
      role: 'admin',
    },
  },
  routes: [...identityRoutes, ...ownKeyRoutes, ...deviceRoutes],
  routines: [identityRoutines],
  crons: [
    {
      id: 'identity.sweep_device_grants',
      schedule: '31 * * * *',
      missed: 'once',
      run: sweepDeviceGrants,
    },
  ],
})
