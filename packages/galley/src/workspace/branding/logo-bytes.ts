import type { Context } from '../../platform/context.ts'
import type { StoredLogo } from './logo-slot.ts'

/** Where in a workspace's storage logos lie; `sweepLogos` looks at all of it. */
export const LOGO_AREA = 'branding/'

/** Deletes a logo that no row names any more. What a failing store keeps is swept later. */
export async function dropLogoBytes(ctx: Context, { storageKey }: StoredLogo): Promise<void> {
  await ctx.storage
    .delete(storageKey)
    .catch((error: unknown) => ctx.logger.warn({ error }, 'the bytes of a logo were not deleted'))
}
