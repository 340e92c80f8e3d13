import { startsWith, textAt } from './bytes.ts'

/** What an image is, and what files and answers call it. */
export const imageKinds = {
  png: { mediaType: 'image/png', extension: 'png' },
  jpeg: { mediaType: 'image/jpeg', extension: 'jpg' },
  webp: { mediaType: 'image/webp', extension: 'webp' },
  gif: { mediaType: 'image/gif', extension: 'gif' },
} as const
export type ImageKind = keyof typeof imageKinds

/** The kind that the first bytes say, whatever a file calls itself; null for what is none of them. */
export function detectKind(bytes: Uint8Array): ImageKind | null {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP') return 'webp'
  return /^GIF8[79]a$/.test(textAt(bytes, 0, 6)) ? 'gif' : null
}

/** What people would call a file that is refused, for the message that refuses it. */
export function nameForeignKind(bytes: Uint8Array): string {
  const brand = textAt(bytes, 4, 4) === 'ftyp' ? textAt(bytes, 8, 4) : ''
  if (/^avi[fs]$/.test(brand)) return 'an AVIF image'
  if (/^(?:hei[cxms]|hev[cx]|mif1)$/.test(brand)) return 'a HEIC photo'
  const start = textAt(bytes, 0, 1024).trimStart()
  if (
    /^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?(?:<!doctype svg[^>]*>\s*)?<svg[\s>]/i.test(start)
  ) {
    return 'an SVG drawing'
  }
  if (start.startsWith('%PDF')) return 'a PDF'
  if (start.startsWith('BM')) return 'a bitmap (BMP)'
  if (/^(?:II\*\0|MM\0\*)/.test(start)) return 'a TIFF image'
  if (start.startsWith('<')) return 'a page or other markup'
  return 'a file of another kind'
}
