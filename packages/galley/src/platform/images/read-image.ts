import { InvalidError, TooLargeError, UnsupportedError } from '../error.ts'
import { cleanGif } from './clean-gif.ts'
import { cleanJpeg } from './clean-jpeg.ts'
import { cleanPng } from './clean-png.ts'
import { cleanWebp } from './clean-webp.ts'
import { imageCodes } from './codes.ts'
import { detectKind, imageKinds, nameForeignKind } from './image-kind.ts'
import type { ImageKind } from './image-kind.ts'
import { pixelSize } from './pixel-size.ts'

const MAXIMUM_BYTES = 20 * 1024 * 1024
/** A large camera's picture, and still one that browsers show. */
const MAXIMUM_SIDE = 16_384
const MAXIMUM_PIXELS = 80_000_000

export interface CleanImage {
  bytes: Uint8Array<ArrayBuffer>
  /** 1 to 8, as EXIF counts: 1 is upright, from 5 on width and height change places. */
  orientation: number
}

export interface ReadImage {
  kind: ImageKind
  mediaType: string
  /** Pixels as people see them: after the turn that the orientation asks for. */
  width: number
  height: number
  /** The image without what it says of places, people and cameras, and without what follows it. */
  bytes: Uint8Array<ArrayBuffer>
}

const cleaners: Record<ImageKind, (bytes: Uint8Array) => CleanImage> = {
  png: cleanPng,
  jpeg: cleanJpeg,
  webp: cleanWebp,
  gif: cleanGif,
}

/**
 * Finds out by the bytes what an image is and how large, checks that it is whole, and leaves away
 * its metadata (EXIF with the place where it was taken, XMP, comments) but for its orientation and
 * its colours. Bytes behind the image go too, so a file that is also something else is not any more.
 * Nothing is decoded: an image that claims to be huge costs nothing.
 *
 * @param maximumBytes less than the 20 MB that are the limit anyway
 * @throws UnsupportedError `image_unsupported`; TooLargeError `image_too_large`,
 * `image_too_many_pixels`; InvalidError `image_empty`, `image_broken`
 * @example
 * const { kind, width, height, bytes } = readImage(new Uint8Array(await file.arrayBuffer()))
 */
export function readImage(sent: Uint8Array, maximumBytes = MAXIMUM_BYTES): ReadImage {
  const limit = Math.min(maximumBytes, MAXIMUM_BYTES)
  if (sent.length === 0) throw new InvalidError(imageCodes.IMAGE_EMPTY)
  if (sent.length > limit) {
    throw new TooLargeError(imageCodes.IMAGE_TOO_LARGE, { bytes: sent.length, limit })
  }
  const kind = detectKind(sent)
  if (!kind) {
    throw new UnsupportedError(imageCodes.IMAGE_UNSUPPORTED, { found: nameForeignKind(sent) })
  }
  const { mediaType } = imageKinds[kind]
  const size = pixelSize(mediaType, sent)
  if (!size) throw broken('its header says no size')
  if (
    Math.max(size.width, size.height) > MAXIMUM_SIDE ||
    size.width * size.height > MAXIMUM_PIXELS
  ) {
    const limits = { sideLimit: MAXIMUM_SIDE, pixelLimit: MAXIMUM_PIXELS }
    throw new TooLargeError(imageCodes.IMAGE_TOO_MANY_PIXELS, { ...size, ...limits })
  }
  const { bytes, orientation } = clean(kind, sent)
  const isTurned = orientation >= 5
  const width = isTurned ? size.height : size.width
  const height = isTurned ? size.width : size.height
  return { kind, mediaType, width, height, bytes }
}

function clean(kind: ImageKind, bytes: Uint8Array): CleanImage {
  try {
    return cleaners[kind](bytes)
  } catch (error) {
    if (error instanceof RangeError) throw broken('it ends too early, or its parts do not fit')
    throw error
  }
}

const broken = (reason: string) => new InvalidError(imageCodes.IMAGE_BROKEN, { reason })
