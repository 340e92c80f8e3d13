import type { Services } from '../../platform/context.ts'
import type { Database } from '../../platform/db/index.ts'
import { newId } from '../../platform/id.ts'
import { sessionSecret } from '../identity/index.ts'
import { createAuthAdapter } from './auth-adapter.ts'
import { providersPlugin } from './auth-providers.ts'
import { CLIENT_ADDRESS_HEADER } from './call-auth.ts'
import { isEmailAddress } from './email-address.ts'
import { pageUrl, publicOrigin } from './public-origin.ts'

const DAY_SECONDS = 86_400

/** How long a session lasts after it was last used. */
export const SESSION_SECONDS = 30 * DAY_SECONDS

/** Where the browser comes back to from GitHub or Google. */
export const AUTH_PATH = '/api/auth'

export type Auth = Awaited<ReturnType<typeof createAuth>>

const made = new WeakMap<Database, Promise<Auth>>()

/**
 * better-auth over our tables. Loaded by whoever signs in first: it weighs more than the rest of the
 * HTTP app, and requests with a session or a key never need it.
 *
 * @example
 * const auth = await getAuth(ctx)
 * await auth.api.signOut({ headers })
 */
export function getAuth(services: Services): Promise<Auth> {
  const known = made.get(services.db)
  if (known) return known
  const auth = createAuth(services)
  made.set(services.db, auth)
  auth.catch(() => made.delete(services.db)) // the next one tries again
  return auth
}

const idPrefixes: Record<string, string> = {
  user: 'usr',
  session: 'ses',
  account: 'cred',
  verification: 'ver',
  twoFactor: 'tfa',
  passkey: 'pk',
}

async function createAuth(services: Services) {
  const { config, logger, secrets, mail } = services
  const [{ betterAuth }, { twoFactor }, { passkey }, { APIError }] = await Promise.all([
    import('better-auth'),
    import('better-auth/plugins/two-factor'),
    import('@better-auth/passkey'),
    import('better-auth/api'),
  ])
  const origin = publicOrigin(config)
  const userVerified = (isVerified: boolean) => {
    if (!isVerified) throw new APIError('BAD_REQUEST', { code: 'USER_NOT_VERIFIED' })
  }
  return betterAuth({
    appName: 'Galley',
    baseURL: origin,
    basePath: AUTH_PATH,
    secret: await sessionSecret(secrets),
    trustedOrigins: [origin],
    database: await createAuthAdapter(services),
    telemetry: { enabled: false },
    rateLimit: { enabled: false }, // ours counts by account and device too: throttle.ts
    // Its arguments hold addresses and tokens, and some of its messages do too: only that it failed.
    logger: {
      level: 'error',
      log: (level) => logger.debug({ level }, 'better-auth refused or failed'),
    },
    // Thrown to us: it would print failures as they are, past the logger.
    onAPIError: { throw: true, errorURL: pageUrl(config, '/sign-in') },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true, // sign-up.ts
      minPasswordLength: 1, // what is stored may be older than the rule; password-rules.ts
      maxPasswordLength: 128,
      requireEmailVerification: mail.isDelivering,
    },
    session: {
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true, // extend-sessions.ts, for all requests and not only these
      freshAge: DAY_SECONDS,
      additionalFields: {
        activeWorkspaceId: { type: 'string', required: false, input: false },
        ssoWorkspaceId: { type: 'string', required: false, input: false },
      },
    },
    account: { encryptOAuthTokens: true },
    verification: { storeIdentifier: 'hashed' },
    user: {
      // An address that the provider did not verify is no proof of anything.
      validateUserInfo: ({ user, source }) =>
        source.action === 'sign-in' || (user.emailVerified && isEmailAddress(user.email))
          ? undefined
          : { error: 'email_not_verified' },
    },
    databaseHooks: {
      // Encryption leaves ID tokens out, and nobody needs them afterwards.
      account: {
        create: { before: async (account) => ({ data: { ...account, idToken: null } }) },
        update: { before: async (account) => ({ data: { ...account, idToken: null } }) },
      },
    },
    advanced: {
      cookiePrefix: 'galley',
      useSecureCookies: origin.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      // The adapter checks at compile time what better-auth would check at each start.
      database: {
        generateId: ({ model }) => newId(idPrefixes[model] ?? 'auth'),
        validateSchema: false,
      },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER], ipv6Subnet: 128 },
    },
    plugins: [
      twoFactor({
        issuer: 'Galley',
        accountLockout: { enabled: false }, // locks victims out; throttle.ts
        backupCodeOptions: { amount: 10, length: 10, storeBackupCodes: 'encrypted' },
        trustDeviceMaxAge: 30 * DAY_SECONDS,
        twoFactorCookieMaxAge: 600,
      }),
      passkey({
        rpID: new URL(origin).hostname,
        rpName: 'Galley',
        origin,
        advanced: { webAuthnChallengeCookie: 'passkey_challenge' },
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        schema: { passkey: { fields: { credentialID: 'credentialId' } } },
        // A passkey replaces both factors, so the device has to have checked the person.
        registration: {
          afterVerification: async ({ verification }) =>
            userVerified(verification.registrationInfo?.userVerified ?? false),
        },
        authentication: {
          afterVerification: async ({ verification }) =>
            userVerified(verification.authenticationInfo.userVerified),
        },
      }),
      await providersPlugin(config),
    ],
  })
}
