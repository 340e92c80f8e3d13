import { boolean, index, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core'
import {
  createdAt,
  galley,
  id,
  moment,
  systemPolicy,
  tenantPolicy,
  workspaceId,
} from '../../platform/db/index.ts'
import type { ConnectionSettings, RoleMapping } from './settings.ts'

/** Identity providers that a workspace's people come through. */
export const ssoConnections = galley.table(
  'sso_connections',
  {
    id: id(),
    workspaceId: workspaceId(),
    kind: text('kind').$type<'oidc' | 'saml'>().notNull(),
    name: text('name').notNull(),
    /** Nothing in here is secret. */
    settings: jsonb('settings').$type<ConnectionSettings>().notNull(),
    /** Sealed for `sso_connection.client_secret:<id>`. */
    clientSecret: text('client_secret'),
    /** What newcomers become. Never owner. */
    defaultRole: text('default_role').notNull(),
    /** The first entry whose group somebody is in decides their role; none: the default. */
    roleMapping: jsonb('role_mapping').$type<RoleMapping>().notNull(),
    justInTime: boolean('just_in_time').notNull(),
    isEnabled: boolean('is_enabled').notNull(),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    /** When what a sign-in goes by was last changed: what worked before may no longer work. */
    configuredAt: moment('configured_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('sso_connections_by_name').on(table.workspaceId, table.name),
    index('sso_connections_by_workspace').on(table.workspaceId, table.id),
    tenantPolicy(),
  ],
)

/** Who a provider's subject is here. */
export const ssoIdentities = galley.table(
  'sso_identities',
  {
    id: id(),
    workspaceId: workspaceId(),
    connectionId: text('connection_id')
      .notNull()
      .references(() => ssoConnections.id, { onDelete: 'cascade' }),
    /** The provider's own name for the person, which does not change when their address does. */
    subject: text('subject').notNull(),
    userId: text('user_id').notNull(),
    /** As last asserted. */
    email: text('email').notNull(),
    createdAt: createdAt(),
    lastSignedInAt: moment('last_signed_in_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('sso_identities_by_subject').on(table.connectionId, table.subject),
    uniqueIndex('sso_identities_by_user').on(table.connectionId, table.userId),
    index('sso_identities_by_workspace').on(table.workspaceId, table.id),
    index('sso_identities_of_user').on(table.userId),
    tenantPolicy(),
  ],
)

/** A sign-in on its way to a provider and back: good once, for a few minutes, in one browser. */
export const ssoAttempts = galley.table(
  'sso_attempts',
  {
    id: id(),
    workspaceId: workspaceId(),
    connectionId: text('connection_id').notNull(),
    /** Keyed hash of what travels as `state` or `RelayState`. */
    stateHash: text('state_hash').notNull(),
    /** Keyed hash of the cookie of the browser that began it. */
    browserHash: text('browser_hash').notNull(),
    /** The id of the SAML request. */
    requestId: text('request_id'),
    /** Sealed for `sso_attempt.checks:<id>`: nonce and PKCE verifier. */
    checks: text('checks'),
    returnPath: text('return_path').notNull(),
    /** Who tries the connection out; such an attempt signs nobody in. */
    testedBy: text('tested_by'),
    /** Sealed for `sso_attempt.outcome:<id>`: what was asserted, until the browser fetches it. */
    outcome: text('outcome'),
    createdAt: createdAt(),
    expiresAt: moment('expires_at').notNull(),
    /** When the provider's answer came in. No second one is looked at. */
    answeredAt: moment('answered_at'),
    finishedAt: moment('finished_at'),
  },
  (table) => [
    uniqueIndex('sso_attempts_by_state').on(table.stateHash),
    index('sso_attempts_by_expiry').on(table.expiresAt),
    systemPolicy(),
  ],
)

/** SAML assertions that were accepted, for as long as they would still be valid. */
export const ssoAssertions = galley.table(
  'sso_assertions',
  {
    /** SHA-256 of connection and assertion id, hex. */
    hash: text('hash').primaryKey(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [index('sso_assertions_by_expiry').on(table.expiresAt), systemPolicy()],
)
