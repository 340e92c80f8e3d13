import { joinBytes, sliceWhole, textAt, viewOf } from './bytes.ts'
import { readOrientation, writeOrientation } from './orientation.ts'
import type { CleanImage } from './read-image.ts'

const HEADER_LENGTH = 12
const EXIF_FLAG = 0x08
const XMP_FLAG = 0x04

export function cleanWebp(bytes: Uint8Array): CleanImage {
  const view = viewOf(bytes)
  const whole = sliceWhole(bytes, 0, 8 + view.getUint32(4, true))
  const kept: Uint8Array[] = []
  let orientation = 1
  for (let at = HEADER_LENGTH; at < whole.length;) {
    const size = view.getUint32(at + 4, true)
    const end = at + 8 + size + (size % 2)
    const chunk = sliceWhole(whole, at, end)
    const type = textAt(whole, at, 4)
    if (type === 'EXIF') {
      const body = chunk.subarray(8)
      orientation = readOrientation(textAt(body, 0, 6) === 'Exif\0\0' ? body.subarray(6) : body)
    } else if (type !== 'XMP ') kept.push(chunk.slice()) // a copy, since its flags may change
    at = end
  }
  if (kept.length === 0) throw new RangeError('a header without a picture')
  const first = kept[0]!
  if (textAt(first, 0, 4) === 'VP8X') {
    first[8]! &= ~(EXIF_FLAG | XMP_FLAG)
    if (orientation !== 1) {
      first[8]! |= EXIF_FLAG
      kept.push(exifChunk(orientation))
    }
  } else orientation = 1 // the simple forms cannot say one
  return { bytes: riff(joinBytes(kept)), orientation }
}

function riff(chunks: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode('RIFF....WEBP')
  viewOf(header).setUint32(4, chunks.length + 4, true)
  return joinBytes([header, chunks])
}

function exifChunk(orientation: number): Uint8Array {
  const tiff = writeOrientation(orientation)
  const header = new TextEncoder().encode('EXIF....')
  viewOf(header).setUint32(4, tiff.length, true)
  return joinBytes([header, tiff])
}
