import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { audit } from '../audit/index.ts'
import type { Context } from '../../platform/context.ts'
import { InvalidError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { emit, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { brandingUpdated, lockBranding, requireBrandWriter, toBranding } from './branding.ts'
import type { Branding } from './branding.ts'
import { brandingCodes } from './codes.ts'
import { dropLogoBytes, LOGO_AREA } from './logo-bytes.ts'
import { LogoSlot } from './logo-slot.ts'
import type { StoredLogo } from './logo-slot.ts'
import { logoUrlOf } from './logo-url.ts'
import { readLogo } from './read-logo.ts'
import { branding } from './tables.ts'

export const PutLogoInput = z.object({ slot: LogoSlot })
export interface PutLogoArgs extends VerbArgs<z.infer<typeof PutLogoInput>> {
  bytes: Uint8Array<ArrayBuffer>
  /** What the sender says it is. */
  mediaType: string
}

/** Puts a logo in place of the one before. What is kept and served is what was understood of it. */
export async function putLogo({ ctx, input, ...sent }: PutLogoArgs): Promise<Branding> {
  requireBrandWriter(ctx)
  const { slot } = PutLogoInput.parse(input)
  if (sent.bytes.length === 0) throw new InvalidError(brandingCodes.LOGO_EMPTY)
  const stored = await storeLogo(ctx, sent)

  const { row, replaced } = await withTransaction(ctx, async (tx) => {
    const before = await lockBranding(tx, ctx)
    const [row] = await tx
      .update(branding)
      .set({ logos: { ...before.logos, [slot]: stored }, updatedAt: new Date() })
      .where(eq(branding.workspaceId, ctx.workspaceId))
      .returning()
    const replaced = before.logos[slot]
    await audit(tx, ctx, {
      action: 'branding.put_logo',
      subject: ctx.workspaceId,
      before: { slot, logo: replaced ?? null },
      after: { slot, logo: stored },
    })
    emit(tx, ctx, brandingUpdated, ctx.workspaceId, { changed: [`logos.${slot}`] })
    return { row: row!, replaced }
  }).catch(async (error: unknown) => {
    await dropLogoBytes(ctx, stored)
    throw error
  })
  if (replaced) await dropLogoBytes(ctx, replaced)
  return toBranding(row, logoUrlOf(ctx.config, row))
}

async function storeLogo(
  ctx: Context,
  sent: { bytes: Uint8Array<ArrayBuffer>; mediaType: string },
): Promise<StoredLogo> {
  const { bytes, mediaType, width, height } = await readLogo(sent)
  const hash = bytesToHex(sha256(bytes))
  // A key of its own each time, so that cleaning up after one request never hits another's bytes.
  const storageKey = `${LOGO_AREA}${newId('logo')}`
  await ctx.storage.put(storageKey, bytes, {
    contentType: mediaType,
    checksum: hash,
    signal: ctx.signal,
  })
  return { storageKey, mediaType, size: bytes.length, width, height, sha256: hash }
}
