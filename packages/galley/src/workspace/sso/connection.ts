import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context, Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { InvalidError, NotFoundError } from '../../platform/error.ts'
import { roles } from '../../platform/permission.ts'
import { ssoCodes } from './codes.ts'
import { RoleMapping, StoredCertificate } from './settings.ts'
import { ssoConnections } from './tables.ts'

const OidcView = z.object({
  issuer: z.string(),
  clientId: z.string(),
  hasClientSecret: z.boolean(),
  scopes: z.array(z.string()),
  groupsClaim: z.string(),
  trustsEmail: z.boolean(),
})

const SamlView = z.object({
  entityId: z.string(),
  ssoUrl: z.string(),
  certificates: z.array(StoredCertificate.extend({ isExpired: z.boolean() })),
  signed: z.enum(['assertion', 'response', 'both', 'either']),
  allowsIdpInitiated: z.boolean(),
  emailAttribute: z.string().nullable(),
  subjectAttribute: z.string().nullable(),
  groupsAttribute: z.string().nullable(),
})

/** A connection as the API shows it: never with its secret. */
export const SsoConnection = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['oidc', 'saml']),
    oidc: OidcView.nullable(),
    saml: SamlView.nullable(),
    defaultRole: z.string(),
    roleMapping: RoleMapping,
    justInTime: z.boolean().describe('Make people members when they first sign in.'),
    isEnabled: z.boolean(),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: 'SsoConnection' })
export type SsoConnection = z.infer<typeof SsoConnection>

export type ConnectionRow = typeof ssoConnections.$inferSelect

export const ConnectionName = z.string().trim().min(1).max(100)
export const DefaultRole = z
  .string()
  .min(1)
  .max(100)
  .describe('What newcomers become: a built-in role but owner, or the id of a custom one.')

export function presentConnection(row: ConnectionRow): SsoConnection {
  const { id, name, kind, settings, defaultRole, roleMapping, justInTime, isEnabled } = row
  const { createdAt, updatedAt } = row
  const now = Date.now()
  return {
    id,
    name,
    kind,
    oidc:
      settings.kind === 'oidc' ? { ...settings, hasClientSecret: row.clientSecret !== null } : null,
    saml:
      settings.kind === 'saml'
        ? {
            ...settings,
            certificates: settings.certificates.map((certificate) => ({
              ...certificate,
              isExpired: Date.parse(certificate.validUntil) <= now,
            })),
          }
        : null,
    defaultRole,
    roleMapping,
    justInTime,
    isEnabled,
    createdAt,
    updatedAt,
  }
}

/** The row, or NotFoundError: also when it is in another workspace. */
export async function getConnectionInWorkspace(
  tx: Transaction,
  { workspaceId }: Pick<Context, 'workspaceId'>,
  connectionId: string,
): Promise<ConnectionRow> {
  const [row] = await tx
    .select()
    .from(ssoConnections)
    .where(and(eq(ssoConnections.workspaceId, workspaceId), eq(ssoConnections.id, connectionId)))
  if (!row) throw new NotFoundError(ssoCodes.SSO_CONNECTION_NOT_FOUND, { connectionId })
  return row
}

/** What the secret of a connection is sealed for: moved to another row, it does not open. */
export const secretPurpose = (connectionId: string) =>
  `sso_connection.client_secret:${connectionId}`

export const openSecret = async (
  { secrets }: Pick<Services, 'secrets'>,
  { id, clientSecret }: Pick<ConnectionRow, 'id' | 'clientSecret'>,
): Promise<string | null> =>
  clientSecret === null ? null : secrets.unseal(secretPurpose(id), clientSecret)

/** @throws InvalidError for owner, and for roles that are not there. */
export async function requireRoles(
  tx: Transaction,
  { workspaceId }: Pick<Context, 'workspaceId'>,
  wanted: readonly string[],
): Promise<void> {
  for (const role of new Set(wanted)) {
    if (role !== 'owner' && roles.some((name) => name === role)) continue
    const { rows } = await tx.execute<Record<string, unknown>>(
      sql`select from galley.roles where workspace_id = ${workspaceId} and id = ${role}`,
    )
    if (role === 'owner' || rows.length === 0) {
      throw new InvalidError(ssoCodes.SSO_ROLE_INVALID, { role })
    }
  }
}

/** What the audit log keeps: which provider, and what it may do. */
export const auditable = ({ kind, name, settings, defaultRole, ...row }: ConnectionRow) => ({
  kind,
  name,
  provider: settings.kind === 'oidc' ? settings.issuer : settings.entityId,
  fingerprints:
    settings.kind === 'saml' ? settings.certificates.map(({ fingerprint }) => fingerprint) : [],
  defaultRole,
  roleMapping: row.roleMapping,
  justInTime: row.justInTime,
  isEnabled: row.isEnabled,
})
