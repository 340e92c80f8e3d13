import { z } from 'zod'
import { ConflictError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { audit } from '../audit/index.ts'
import { ssoCodes } from './codes.ts'
import {
  auditable,
  ConnectionName,
  DefaultRole,
  presentConnection,
  requireRoles,
  secretPurpose,
} from './connection.ts'
import type { SsoConnection } from './connection.ts'
import { resolveSettings } from './resolve-settings.ts'
import { OidcInput, RoleMapping, SamlInput } from './settings.ts'
import { ssoConnections } from './tables.ts'

export const CreateConnectionInput = z.object({
  name: ConnectionName,
  oidc: OidcInput.optional().describe('Either this or saml.'),
  saml: SamlInput.optional().describe('Either this or oidc.'),
  defaultRole: DefaultRole.default('viewer'),
  roleMapping: RoleMapping.max(100).default([]).describe('The first group that fits decides.'),
  justInTime: z.boolean().default(true),
  isEnabled: z.boolean().default(true),
})
export type CreateConnectionInput = z.input<typeof CreateConnectionInput>

/**
 * Connects the workspace to an identity provider. An OpenID provider is asked for its configuration
 * at once; a SAML provider's metadata can be pasted, or fetched once.
 *
 * @throws InvalidError that says what is wrong with the provider or its certificates.
 */
export async function createConnection({
  ctx,
  input,
}: VerbArgs<CreateConnectionInput>): Promise<SsoConnection> {
  requirePermission(ctx, 'sso.write')
  const { oidc, saml, ...given } = CreateConnectionInput.parse(input)
  const settings = await resolveSettings(ctx, { oidc, saml }, null)
  const id = newId('sso')
  const secret = oidc?.clientSecret
  const clientSecret = secret ? await ctx.secrets.seal(secretPurpose(id), secret) : null

  return withTransaction(ctx, async (tx) => {
    await requireRoles(tx, ctx, [given.defaultRole, ...given.roleMapping.map(({ role }) => role)])
    const [row] = await tx
      .insert(ssoConnections)
      .values({
        ...given,
        id,
        workspaceId: ctx.workspaceId,
        kind: settings.kind,
        settings,
        clientSecret,
      })
      .onConflictDoNothing()
      .returning()
    if (!row) throw new ConflictError(ssoCodes.SSO_CONNECTION_NAME_TAKEN, { name: given.name })
    await audit(tx, ctx, { action: 'sso_connection.create', subject: id, after: auditable(row) })
    return presentConnection(row)
  })
}
