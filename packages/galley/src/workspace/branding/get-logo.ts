import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { NotFoundError } from '../../platform/error.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import type { Storage } from '../../platform/storage/index.ts'
import { readBranding } from './branding.ts'
import { brandingCodes } from './codes.ts'
import { LogoSlot } from './logo-slot.ts'
import type { StoredLogo } from './logo-slot.ts'

export const GetLogoInput = z.object({ slot: LogoSlot })
export type GetLogoInput = z.infer<typeof GetLogoInput>

/** A logo and where its bytes are to be had. */
export interface OpenLogo {
  logo: StoredLogo
  read(): Promise<ReadableStream<Uint8Array>>
}

export async function getLogo({ ctx, input }: VerbArgs<GetLogoInput>): Promise<OpenLogo> {
  requirePermission(ctx, 'branding.read')
  const { slot } = GetLogoInput.parse(input)
  const row = await withTransaction(ctx, (tx) => readBranding(tx, ctx.workspaceId))
  return openLogo(row?.logos[slot], slot, ctx)
}

/** @throws NotFoundError `logo_not_found` */
export function openLogo(
  logo: StoredLogo | undefined,
  slot: LogoSlot,
  { storage, signal }: { storage: Storage; signal?: Context['signal'] },
): OpenLogo {
  if (!logo) throw new NotFoundError(brandingCodes.LOGO_NOT_FOUND, { slot })
  return {
    logo,
    read: async () => (await storage.get(logo.storageKey, signal ? { signal } : {})).body,
  }
}
