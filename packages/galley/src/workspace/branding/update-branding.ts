import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/index.ts'
import { isVerifiedDomain, readDomainName } from '../domains/index.ts'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ConflictError } from '../../platform/error.ts'
import { emit, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { brandingUpdated, lockBranding, requireBrandWriter, toBranding } from './branding.ts'
import type { Branding, BrandingRow } from './branding.ts'
import { brandingCodes } from './codes.ts'
import { HexColor } from './color.ts'
import { logoUrlOf } from './logo-url.ts'
import { branding } from './tables.ts'

/** One line, as it stands in headers of mail and titles of pages. */
const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(
      /^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]*$/u,
      'Leave out line breaks and control characters',
    )

const address = z.email().max(254).describe('Left out: unchanged. Null: as it was at first.')

export const UpdateBrandingInput = z.object({
  productName: line(80).nullish(),
  colors: z
    .object({
      primary: HexColor.nullish(),
      accent: HexColor.nullish(),
      background: HexColor.nullish(),
    })
    .optional(),
  mailSender: z
    .object({
      name: line(80).nullish(),
      replyTo: address.nullish(),
      address: address
        .nullish()
        .describe('At a verified domain of the workspace with the purpose `email`.'),
    })
    .optional(),
  customDomain: z
    .string()
    .max(1000)
    .nullish()
    .describe('A verified domain of the workspace with the purpose `site`.'),
})
export type UpdateBrandingInput = z.input<typeof UpdateBrandingInput>
type Changes = z.output<typeof UpdateBrandingInput>

/** Changes what is named; null sets a part back to the standard. */
export async function updateBranding({
  ctx,
  input,
}: VerbArgs<UpdateBrandingInput>): Promise<Branding> {
  requireBrandWriter(ctx)
  const changes = columnsOf(UpdateBrandingInput.parse(input))

  return withTransaction(ctx, async (tx) => {
    await requireOwnDomains(tx, ctx, changes)
    const before = await lockBranding(tx, ctx)
    const changed = Object.keys(changes).filter(
      (key) => changes[key as keyof typeof changes] !== before[key as keyof BrandingRow],
    )
    if (changed.length === 0) return toBranding(before, logoUrlOf(ctx.config, before))
    const [after] = await tx
      .update(branding)
      .set({ ...changes, updatedAt: new Date() })
      .where(eq(branding.workspaceId, ctx.workspaceId))
      .returning()
    await audit(tx, ctx, {
      action: 'branding.update',
      subject: ctx.workspaceId,
      before: pick(before, changed),
      after: pick(after!, changed),
    })
    emit(tx, ctx, brandingUpdated, ctx.workspaceId, { changed })
    return toBranding(after!, logoUrlOf(ctx.config, after!))
  })
}

/** As columns, without those that are left alone. */
function columnsOf({ productName, colors, mailSender, customDomain }: Changes) {
  const columns = {
    productName,
    primaryColor: colors?.primary,
    accentColor: colors?.accent,
    backgroundColor: colors?.background,
    senderName: mailSender?.name,
    senderReplyTo: mailSender?.replyTo,
    senderAddress: mailSender?.address && withLowerCaseDomain(mailSender.address),
    customDomain: customDomain && (readDomainName(customDomain) ?? customDomain),
  }
  const given = Object.entries(columns).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as Partial<typeof columns>
}

/** What speaks in a domain's name has to be the workspace's own. */
async function requireOwnDomains(
  tx: Transaction,
  ctx: Context,
  { senderAddress, customDomain }: ReturnType<typeof columnsOf>,
): Promise<void> {
  const wanted = [
    {
      domain: senderAddress && domainOf(senderAddress),
      purpose: 'email',
      at: '/mail_sender/address',
    },
    { domain: customDomain, purpose: 'site', at: '/custom_domain' },
  ] as const
  for (const { domain, purpose, at } of wanted) {
    if (domain == null || (await isVerifiedDomain(tx, ctx, domain, purpose))) continue
    const details = { domain: domain.slice(0, 253), purpose }
    const fields = [{ pointer: at, message: `Not a verified domain for the purpose "${purpose}"` }]
    throw new ConflictError(brandingCodes.BRANDING_DOMAIN_UNVERIFIED, details, { fields })
  }
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)

const withLowerCaseDomain = (address: string) =>
  address.slice(0, address.lastIndexOf('@')) + address.slice(address.lastIndexOf('@')).toLowerCase()

const pick = (row: BrandingRow, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, row[name as keyof BrandingRow]]))
