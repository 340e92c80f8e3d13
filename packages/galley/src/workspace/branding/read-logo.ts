import { InvalidError, UnsupportedError } from '../../platform/error.ts'
import { brandingCodes } from './codes.ts'
import { pixelSize } from '../../platform/images/index.ts'
import type { PixelSize } from '../../platform/images/index.ts'

const SVG = 'image/svg+xml'
const LONGEST_SIDE = 4096

export interface ReadLogo extends PixelSize {
  bytes: Uint8Array<ArrayBuffer>
  mediaType: string
}

/**
 * Finds out what an image is by its bytes, and refuses what a logo cannot be. A raster image stays
 * as it came; an SVG is written anew from the harmless parts that it has.
 *
 * @throws UnsupportedError `logo_unsupported`; InvalidError `logo_mislabelled`, `logo_broken`,
 * `logo_dimensions`, `logo_svg_refused`
 */
export async function readLogo(sent: {
  bytes: Uint8Array<ArrayBuffer>
  mediaType: string
}): Promise<ReadLogo> {
  const declared = sent.mediaType.split(';')[0]!.trim().toLowerCase()
  const found = await detect(sent.bytes)
  if (found !== declared) {
    if (!isLogo(found)) throw new UnsupportedError(brandingCodes.LOGO_UNSUPPORTED, { found })
    throw new InvalidError(brandingCodes.LOGO_MISLABELLED, { declared, found })
  }
  const read = found === SVG ? await readSvg(sent.bytes) : readRaster(found, sent.bytes)
  const { width, height } = read
  if (width > LONGEST_SIDE || height > LONGEST_SIDE) {
    throw new InvalidError(brandingCodes.LOGO_DIMENSIONS, { width, height, limit: LONGEST_SIDE })
  }
  return { ...read, mediaType: found }
}

const isLogo = (mediaType: string) =>
  mediaType === SVG || ['image/png', 'image/jpeg', 'image/webp'].includes(mediaType)

async function detect(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { fileTypeFromBuffer } = await import('file-type') // few requests need it
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined)
  // The detector knows XML, and not always which.
  const isXml = type === undefined || type.mime === 'application/xml' || type.mime === SVG
  if (!isXml) return type.mime
  return looksLikeSvg(bytes) ? SVG : (type?.mime ?? 'a file of a kind that is not known')
}

/** What may stand in front of the root. Each part can end in one place only, so nothing is tried twice. */
const BEFORE = String.raw`(?:\s|<\?xml[^>]*>|<!--(?:(?!-->)[^])*-->)*`
const DOCTYPE = String.raw`(?:<!DOCTYPE[^>[]*(?:\[[^\]]*\][^>]*)?>)?`
const svgStart = new RegExp(`^\ufeff?${BEFORE}${DOCTYPE}${BEFORE}<svg[\\s/>]`, 'i')

const looksLikeSvg = (bytes: Uint8Array<ArrayBuffer>) =>
  svgStart.test(new TextDecoder().decode(bytes.subarray(0, 16_384)))

async function readSvg(bytes: Uint8Array<ArrayBuffer>) {
  const { cleanSvg } = await import('./svg/clean-svg.ts') // few logos need its parser
  return cleanSvg(bytes)
}

function readRaster(mediaType: string, bytes: Uint8Array<ArrayBuffer>) {
  const size = pixelSize(mediaType, bytes)
  if (size) return { bytes, ...size }
  throw new InvalidError(brandingCodes.LOGO_BROKEN, { reason: 'its header says no size' })
}
