import type { Config } from '../../platform/config.ts'
import type { BrandingRow } from './branding.ts'
import type { LogoSlot } from './logo-slot.ts'

/** Where logos are for everybody: in mail and on pages nobody has credentials. */
export const BRANDS = '/brands'

/** A logo's public address. It changes with the logo, so that it may be kept for long. */
export function logoUrlOf(
  config: Pick<Config, 'PUBLIC_URL' | 'PORT'>,
  row: BrandingRow | null,
): (slot: LogoSlot) => string | null {
  const base = (config.PUBLIC_URL ?? `http://localhost:${config.PORT}`).replace(/\/+$/, '')
  return (slot) => {
    const stored = row?.logos[slot]
    if (!stored) return null
    return `${base}${BRANDS}/${row.workspaceId}/${slot}?v=${stored.sha256.slice(0, 16)}`
  }
}
