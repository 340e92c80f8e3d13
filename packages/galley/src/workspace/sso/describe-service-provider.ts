import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { oidcCallback } from './address.ts'
import { getConnectionInWorkspace } from './connection.ts'
import { GetConnectionInput } from './get-connection.ts'
import { describeToProvider } from './saml/service-provider.ts'

/** What an admin types in at the provider. */
export const ServiceProviderInfo = z.object({
  oidc: z.object({ redirectUri: z.string() }).nullable(),
  saml: z
    .object({ entityId: z.string(), acsUrl: z.string(), metadataXml: z.string() })
    .nullable()
    .describe('The metadata is also at the address that is the entity id.'),
})
export type ServiceProviderInfo = z.infer<typeof ServiceProviderInfo>

export async function describeServiceProvider({
  ctx,
  input,
}: VerbArgs<GetConnectionInput>): Promise<ServiceProviderInfo> {
  requirePermission(ctx, 'sso.read')
  const { connectionId } = GetConnectionInput.parse(input)
  const { settings } = await withTransaction(ctx, (tx) =>
    getConnectionInWorkspace(tx, ctx, connectionId),
  )
  if (settings.kind === 'oidc') {
    return { oidc: { redirectUri: oidcCallback(ctx.config) }, saml: null }
  }
  return { oidc: null, saml: await describeToProvider(ctx.config, connectionId, settings) }
}
