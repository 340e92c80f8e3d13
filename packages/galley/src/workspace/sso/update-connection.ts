import { and, eq, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { ConflictError } from '../../platform/error.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { audit } from '../audit/index.ts'
import { lockAndAuthorize } from '../tenancy/index.ts'
import { ssoCodes } from './codes.ts'
import {
  auditable,
  ConnectionName,
  DefaultRole,
  getConnectionInWorkspace,
  presentConnection,
  requireRoles,
  secretPurpose,
} from './connection.ts'
import type { SsoConnection } from './connection.ts'
import { requireAnotherWay } from './enforcement.ts'
import { resolveSettings } from './resolve-settings.ts'
import { OidcInput, RoleMapping, SamlInput } from './settings.ts'
import type { ConnectionSettings } from './settings.ts'
import { ssoConnections, ssoIdentities } from './tables.ts'

export const UpdateConnectionInput = z.object({
  connectionId: z.string(),
  name: ConnectionName.optional(),
  oidc: OidcInput.optional(),
  saml: SamlInput.optional(),
  defaultRole: DefaultRole.optional(),
  roleMapping: RoleMapping.max(100).optional(),
  justInTime: z.boolean().optional(),
  isEnabled: z.boolean().optional(),
})
export type UpdateConnectionInput = z.infer<typeof UpdateConnectionInput>

/**
 * Changes a connection; what is not given stays. With another provider the links to people go, and so
 * does a client secret that is not given again: it is not for others to see.
 *
 * @throws ConflictError when the last way in would be switched off while it is enforced.
 */
export async function updateConnection({
  ctx,
  input,
}: VerbArgs<UpdateConnectionInput>): Promise<SsoConnection> {
  requirePermission(ctx, 'sso.write')
  const { connectionId, oidc, saml, ...changes } = UpdateConnectionInput.parse(input)
  const known = await withTransaction(ctx, (tx) => getConnectionInWorkspace(tx, ctx, connectionId))
  const settings = oidc || saml ? await resolveSettings(ctx, { oidc, saml }, known.settings) : null
  const secret = oidc?.clientSecret
  const sealed = secret ? await ctx.secrets.seal(secretPurpose(connectionId), secret) : null

  return withTransaction(ctx, async (tx) => {
    const { workspace } = await lockAndAuthorize(tx, ctx, 'sso.write')
    const before = await getConnectionInWorkspace(tx, ctx, connectionId)
    const mapped = (changes.roleMapping ?? []).map(({ role }) => role)
    await requireRoles(tx, ctx, changes.defaultRole ? [changes.defaultRole, ...mapped] : mapped)
    if (changes.isEnabled === false) await requireAnotherWay(tx, workspace, connectionId)
    const isNamesake = and(
      eq(ssoConnections.workspaceId, ctx.workspaceId),
      eq(ssoConnections.name, changes.name ?? ''),
      ne(ssoConnections.id, connectionId),
    )
    if (changes.name && (await tx.$count(ssoConnections, isNamesake)) > 0) {
      throw new ConflictError(ssoCodes.SSO_CONNECTION_NAME_TAKEN, { name: changes.name })
    }
    const isOtherProvider =
      settings !== null && providerOf(settings) !== providerOf(before.settings)
    const [row] = await tx
      .update(ssoConnections)
      .set({
        ...changes,
        ...(settings && { settings, configuredAt: sql`now()` }),
        ...((sealed || isOtherProvider) && { clientSecret: sealed }),
        updatedAt: sql`now()`,
      })
      .where(
        and(eq(ssoConnections.workspaceId, ctx.workspaceId), eq(ssoConnections.id, connectionId)),
      )
      .returning()
    if (isOtherProvider) {
      // What one provider calls somebody says nothing about whom another one calls so.
      await tx.delete(ssoIdentities).where(eq(ssoIdentities.connectionId, connectionId))
    }
    await audit(tx, ctx, {
      action: 'sso_connection.update',
      subject: connectionId,
      before: auditable(before),
      after: { ...auditable(row!), hasNewSecret: sealed !== null },
    })
    return presentConnection(row!)
  })
}

const providerOf = (settings: ConnectionSettings) =>
  settings.kind === 'oidc' ? settings.issuer : settings.entityId
