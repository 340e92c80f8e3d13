import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/index.ts'
import { NotFoundError } from '../../platform/error.ts'
import { emit, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { brandingUpdated, lockBranding, requireBrandWriter } from './branding.ts'
import { brandingCodes } from './codes.ts'
import { dropLogoBytes } from './logo-bytes.ts'
import { LogoSlot } from './logo-slot.ts'
import { branding } from './tables.ts'

export const DeleteLogoInput = z.object({ slot: LogoSlot })
export type DeleteLogoInput = z.infer<typeof DeleteLogoInput>

/** Takes a logo away. Mail that was sent with it shows none any more. */
export async function deleteLogo({ ctx, input }: VerbArgs<DeleteLogoInput>): Promise<void> {
  requireBrandWriter(ctx)
  const { slot } = DeleteLogoInput.parse(input)
  const removed = await withTransaction(ctx, async (tx) => {
    const before = await lockBranding(tx, ctx)
    const { [slot]: logo, ...logos } = before.logos
    if (!logo) throw new NotFoundError(brandingCodes.LOGO_NOT_FOUND, { slot })
    await tx
      .update(branding)
      .set({ logos, updatedAt: new Date() })
      .where(eq(branding.workspaceId, ctx.workspaceId))
    await audit(tx, ctx, {
      action: 'branding.delete_logo',
      subject: ctx.workspaceId,
      before: { slot, logo },
    })
    emit(tx, ctx, brandingUpdated, ctx.workspaceId, { changed: [`logos.${slot}`] })
    return logo
  })
  await dropLogoBytes(ctx, removed)
}
