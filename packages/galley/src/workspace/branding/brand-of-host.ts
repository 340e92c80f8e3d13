import { findVerifiedDomain, readDomainName } from '../domains/index.ts'
import type { Services } from '../../platform/context.ts'
import { readBranding, toBranding } from './branding.ts'
import type { Branding } from './branding.ts'
import { logoUrlOf } from './logo-url.ts'

/**
 * Whose brand a host shows: that of the workspace which has verified it for its site, and has chosen
 * it as its custom domain. `host` may have a port.
 *
 * @example
 * await brandOfHost(services, 'news.example.org:443') // { workspaceId: 'ws_01…', branding: { … } }
 */
export async function brandOfHost(
  services: Pick<Services, 'db' | 'config'>,
  host: string,
): Promise<{ workspaceId: string; branding: Branding } | null> {
  const name = readDomainName(host.replace(/:\d+$/, ''))
  const found = name && (await findVerifiedDomain(services, name, 'site'))
  if (!found) return null
  const { workspaceId } = found
  const row = await services.db.tenant(workspaceId, (tx) => readBranding(tx, workspaceId))
  if (row?.customDomain !== name) return null
  return { workspaceId, branding: toBranding(row, logoUrlOf(services.config, row)) }
}
