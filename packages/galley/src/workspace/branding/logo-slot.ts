import { z } from 'zod'

export const LogoSlot = z
  .enum(['light', 'dark', 'icon'])
  .describe('For light backgrounds, for dark ones, or where there is room for a square only.')
export type LogoSlot = z.infer<typeof LogoSlot>

/** A logo whose bytes lie in the workspace's storage. Never changed: another logo is another key. */
export interface StoredLogo {
  storageKey: string
  mediaType: string
  /** Bytes. */
  size: number
  /** Pixels; of a vector image the size it asks for. */
  width: number
  height: number
  /** Of the bytes as they are served, hex. */
  sha256: string
}
