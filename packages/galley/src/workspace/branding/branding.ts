import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ForbiddenError } from '../../platform/error.ts'
import { defineEvent } from '../../platform/event.ts'
import { requirePermission } from '../../platform/verb.ts'
import { brandingCodes } from './codes.ts'
import { textColorOn } from './color.ts'
import type { LogoSlot } from './logo-slot.ts'
import { branding } from './tables.ts'

export const Logo = z
  .object({
    url: z.string().describe('For everybody, without credentials.'),
    mediaType: z.string(),
    size: z.int().describe('Bytes.'),
    width: z.int(),
    height: z.int(),
  })
  .meta({ id: 'Logo' })
export type Logo = z.infer<typeof Logo>

const TextColor = z.string().describe('Text on the colour of the same name reads well in this.')

export const Branding = z
  .object({
    productName: z.string(),
    logos: z.object({
      light: Logo.nullable(),
      dark: Logo.nullable(),
      icon: Logo.nullable(),
    }),
    colors: z.object({
      primary: z.string(),
      accent: z.string(),
      background: z.string(),
      onPrimary: TextColor,
      onAccent: TextColor,
      onBackground: TextColor,
    }),
    mailSender: z.object({
      name: z.string().nullable(),
      replyTo: z.string().nullable(),
      address: z.string().nullable(),
    }),
    customDomain: z.string().nullable(),
    updatedAt: z.date().nullable().describe('Null while nothing has been set.'),
  })
  .meta({ id: 'Branding' })
export type Branding = z.infer<typeof Branding>

export const brandingUpdated = defineEvent({
  type: 'branding.updated',
  summary: 'The look of a workspace changed.',
  data: z.object({ changed: z.array(z.string()) }),
})

export type BrandingRow = typeof branding.$inferSelect

/** How it looks where nothing is set. */
export const DEFAULT_PRODUCT_NAME = 'Galley'
const DEFAULT_COLORS = { primary: '#2457d6', accent: '#b4530a', background: '#ffffff' }

/** Changing the brand changes it for everybody, also outside of somebody's projects. */
export function requireBrandWriter(ctx: Context): void {
  requirePermission(ctx, 'branding.write')
  if (ctx.projectIds) throw new ForbiddenError(brandingCodes.BRANDING_NEEDS_WORKSPACE)
}

export async function readBranding(
  tx: Transaction,
  workspaceId: string,
): Promise<BrandingRow | null> {
  const [row] = await tx.select().from(branding).where(eq(branding.workspaceId, workspaceId))
  return row ?? null
}

/** The row to write to, made where there is none, and kept from everybody else until the end. */
export async function lockBranding(
  tx: Transaction,
  { workspaceId }: Pick<Context, 'workspaceId'>,
): Promise<BrandingRow> {
  await tx.insert(branding).values({ workspaceId }).onConflictDoNothing()
  const [row] = await tx
    .select()
    .from(branding)
    .where(eq(branding.workspaceId, workspaceId))
    .for('update')
  return row!
}

export function toBranding(
  row: BrandingRow | null,
  logoUrl: (slot: LogoSlot) => string | null,
): Branding {
  const colors = colorsOf(row)
  const logo = (slot: LogoSlot): Logo | null => {
    const stored = row?.logos[slot]
    if (!stored) return null
    const { mediaType, size, width, height } = stored
    return { url: logoUrl(slot)!, mediaType, size, width, height }
  }
  return {
    productName: row?.productName ?? DEFAULT_PRODUCT_NAME,
    logos: { light: logo('light'), dark: logo('dark'), icon: logo('icon') },
    colors: {
      ...colors,
      onPrimary: textColorOn(colors.primary),
      onAccent: textColorOn(colors.accent),
      onBackground: textColorOn(colors.background),
    },
    mailSender: {
      name: row?.senderName ?? null,
      replyTo: row?.senderReplyTo ?? null,
      address: row?.senderAddress ?? null,
    },
    customDomain: row?.customDomain ?? null,
    updatedAt: row?.updatedAt ?? null,
  }
}

export const colorsOf = (row: BrandingRow | null) => ({
  primary: row?.primaryColor ?? DEFAULT_COLORS.primary,
  accent: row?.accentColor ?? DEFAULT_COLORS.accent,
  background: row?.backgroundColor ?? DEFAULT_COLORS.background,
})
