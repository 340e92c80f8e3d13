import { isVerifiedDomain } from '../domains/index.ts'
import type { Services } from '../../platform/context.ts'
import { colorsOf, DEFAULT_PRODUCT_NAME, readBranding } from './branding.ts'
import type { BrandingRow } from './branding.ts'
import { logoUrlOf } from './logo-url.ts'

export interface MailSender {
  name: string
  replyTo: string | null
  /** The From address, when not the operator's: at a domain that is verified as of now. */
  address: string | null
  /** Public, and of a kind that mail programs show. */
  logoUrl: string | null
  /** `#rrggbb`: of links and buttons. */
  color: string
}

/**
 * Whom a workspace's mail comes from, and how it looks.
 *
 * @example
 * const { name, address, replyTo } = await mailSender(services, workspaceId)
 */
export async function mailSender(
  { db, config }: Pick<Services, 'db' | 'config'>,
  workspaceId: string,
): Promise<MailSender> {
  return db.tenant(workspaceId, async (tx) => {
    const row = await readBranding(tx, workspaceId)
    const address = row?.senderAddress ?? null
    const domain = address?.slice(address.lastIndexOf('@') + 1)
    const isOwn = domain && (await isVerifiedDomain(tx, { workspaceId }, domain, 'email'))
    return {
      name: row?.senderName ?? row?.productName ?? DEFAULT_PRODUCT_NAME,
      replyTo: row?.senderReplyTo ?? null,
      address: isOwn ? address : null,
      logoUrl: mailLogo(row, logoUrlOf(config, row)),
      color: colorsOf(row).primary,
    }
  })
}

/** Few mail programs show SVG or WebP. */
function mailLogo(row: BrandingRow | null, urlOf: ReturnType<typeof logoUrlOf>): string | null {
  const shown = (['light', 'icon'] as const).find((slot) =>
    ['image/png', 'image/jpeg'].includes(row?.logos[slot]?.mediaType ?? ''),
  )
  return shown ? urlOf(shown) : null
}
