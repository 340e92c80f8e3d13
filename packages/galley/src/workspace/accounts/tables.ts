import { sql } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgPolicy,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { APP_ROLE, createdAt, galley, id, moment, systemPolicy } from '../../platform/db/index.ts'

const updatedAt = () => moment('updated_at').notNull().defaultNow()
const userId = () =>
  text('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })

const isCoMember = sql`exists (select from galley.members m
  where m.user_id = users.id and m.workspace_id = (select current_setting('galley.workspace_id', true)))`

/** People. They belong to no workspace; those of one workspace may read each other's names. */
export const users = galley.table(
  'users',
  {
    id: id(),
    name: text('name').notNull(),
    /** Lower case. */
    email: text('email').notNull(),
    emailVerified: boolean('email_verified').notNull().default(false),
    image: text('image'),
    twoFactorEnabled: boolean('two_factor_enabled').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('users_by_email').on(table.email),
    pgPolicy('co_members', { for: 'select', to: APP_ROLE, using: isCoMember }),
  ],
)

/** Signed-in browsers and programs. A cookie is this token and its signature. */
export const sessions = galley.table(
  'sessions',
  {
    id: id(),
    userId: userId(),
    token: text('token').notNull(),
    expiresAt: moment('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    /** The workspace that requests without a `Galley-Workspace` header are in. */
    activeWorkspaceId: text('active_workspace_id'),
    /** The workspace whose identity provider vouched for this session. */
    ssoWorkspaceId: text('sso_workspace_id'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('sessions_by_token').on(table.token),
    index('sessions_by_user').on(table.userId),
    index('sessions_by_expiry').on(table.expiresAt),
    systemPolicy(),
  ],
)

/** Ways in: a password, or an account at a provider. */
export const credentials = galley.table(
  'credentials',
  {
    id: id(),
    userId: userId(),
    /** The id there; with a password the user's own. */
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    /** scrypt. */
    password: text('password'),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: moment('access_token_expires_at'),
    refreshTokenExpiresAt: moment('refresh_token_expires_at'),
    scope: text('scope'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('credentials_by_account').on(table.providerId, table.accountId),
    index('credentials_by_user').on(table.userId),
    systemPolicy(),
  ],
)

/** Promises that run out: links in mail, challenges, states of sign-ins elsewhere. */
export const verifications = galley.table(
  'verifications',
  {
    id: id(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: moment('expires_at').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index('verifications_by_identifier').on(table.identifier),
    // Whose it is, where it is somebody's: the value begins with their id.
    index('verifications_by_user').on(sql`left(${table.value}, 30)`),
    index('verifications_by_expiry').on(table.expiresAt),
    systemPolicy(),
  ],
)

export const twoFactors = galley.table(
  'two_factors',
  {
    id: id(),
    userId: userId(),
    secret: text('secret').notNull(),
    backupCodes: text('backup_codes').notNull(),
    verified: boolean('verified').notNull().default(true),
    /** better-auth's own lock, which would lock victims out; switched off, `throttles` does it. */
    failedVerificationCount: integer('failed_verification_count').notNull().default(0),
    lockedUntil: moment('locked_until'),
  },
  (table) => [uniqueIndex('two_factors_by_user').on(table.userId), systemPolicy()],
)

export const passkeys = galley.table(
  'passkeys',
  {
    id: id(),
    userId: userId(),
    name: text('name'),
    publicKey: text('public_key').notNull(),
    credentialId: text('credential_id').notNull(),
    counter: integer('counter').notNull(),
    deviceType: text('device_type').notNull(),
    backedUp: boolean('backed_up').notNull(),
    transports: text('transports'),
    aaguid: text('aaguid'),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('passkeys_by_credential').on(table.credentialId),
    index('passkeys_by_user').on(table.userId),
    systemPolicy(),
  ],
)

/** What happened to an account: sign-ins that worked and that did not, and changes of its security. */
export const accountEvents = galley.table(
  'account_events',
  {
    id: id(),
    /** Null when the address that was tried belongs to nobody. */
    userId: text('user_id').references(() => users.id, { onDelete: 'cascade' }),
    /** Keyed hash of the e-mail address that was tried: limits count by it, known or not. */
    emailHash: text('email_hash'),
    kind: text('kind').notNull(),
    /** `password`, `passkey`, `github`, `sso:…`. */
    method: text('method'),
    clientAddress: text('client_address'),
    userAgent: text('user_agent'),
    details: jsonb('details').$type<Record<string, unknown>>(),
    createdAt: createdAt(),
  },
  (table) => [
    index('account_events_by_user').on(table.userId, table.createdAt),
    index('account_events_by_email').on(table.emailHash, table.createdAt),
    index('account_events_by_address').on(table.clientAddress, table.createdAt),
    index('account_events_by_time').on(table.createdAt),
    systemPolicy(),
  ],
)

/** How often somebody may still try: counters shared by all processes. */
export const throttles = galley.table(
  'throttles',
  {
    /** Keyed hash of what is counted: an account, a device, an address. */
    key: text('key').primaryKey(),
    attempts: doublePrecision('attempts').notNull(),
    /** The next attempt is refused before. */
    allowedAt: moment('allowed_at').notNull(),
    updatedAt: updatedAt(),
  },
  (table) => [index('throttles_by_time').on(table.updatedAt), systemPolicy()],
)

/** How somebody likes things to be: only what differs from how they are anyway. */
export const accountPreferences = galley.table(
  'account_preferences',
  {
    userId: userId().primaryKey(),
    preferences: jsonb('preferences').$type<Record<string, unknown>>().notNull(),
    updatedAt: updatedAt(),
  },
  () => [systemPolicy()],
)
