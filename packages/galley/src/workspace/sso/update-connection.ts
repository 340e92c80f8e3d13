import { and, eq, sql } from 'drizzle-orm'
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
import { ssoConnections } from './tables.ts'

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
 * Changes a connection; what is not given stays. A client secret that is not given again goes when
 * the issuer changes, so that it is never shown to somebody else.
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
    if (changes.name && (await isNameTaken(tx, before, changes.name))) {
      throw new ConflictError(ssoCodes.SSO_CONNECTION_NAME_TAKEN, { name: changes.name })
    }
    const isOtherIssuer =
      settings?.kind === 'oidc' &&
      before.settings.kind === 'oidc' &&
      settings.issuer !== before.settings.issuer
    const [row] = await tx
      .update(ssoConnections)
      .set({
        ...changes,
        ...(settings && { settings, configuredAt: sql`now()` }),
        ...((sealed || isOtherIssuer) && { clientSecret: sealed }),
        updatedAt: sql`now()`,
      })
      .where(
        and(eq(ssoConnections.workspaceId, ctx.workspaceId), eq(ssoConnections.id, connectionId)),
      )
      .returning()
    await audit(tx, ctx, {
      action: 'sso_connection.update',
      subject: connectionId,
      before: auditable(before),
      after: { ...auditable(row!), hasNewSecret: sealed !== null },
    })
    return presentConnection(row!)
  })
}

async function isNameTaken(
  tx: Parameters<typeof getConnectionInWorkspace>[0],
  { id, workspaceId }: { id: string; workspaceId: string },
  name: string,
): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select from galley.sso_connections
    where workspace_id = ${workspaceId} and name = ${name} and id <> ${id}`)
  return rows.length > 0
}
