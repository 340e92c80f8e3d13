import { joinBytes, sliceWhole, textAt, viewOf } from './bytes.ts'
import { readOrientation, writeOrientation } from './orientation.ts'
import type { CleanImage } from './read-image.ts'

const SIGNATURE_LENGTH = 8
/** What a file says about itself rather than shows. */
const isMetadata = (type: string) => ['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'].includes(type)

export function cleanPng(bytes: Uint8Array): CleanImage {
  const view = viewOf(bytes)
  const kept: Uint8Array[] = [sliceWhole(bytes, 0, SIGNATURE_LENGTH)]
  let orientation = 1
  let hasPixels = false
  for (let at = SIGNATURE_LENGTH, type = ''; type !== 'IEND';) {
    const end = at + 12 + view.getUint32(at)
    type = textAt(bytes, at + 4, 4)
    const chunk = sliceWhole(bytes, at, end)
    if (type === 'eXIf') orientation = readOrientation(chunk.subarray(8))
    if (type === 'IDAT') hasPixels = true
    if (!isMetadata(type)) kept.push(chunk)
    at = end
  }
  if (!hasPixels) throw new RangeError('a header without a picture')
  if (orientation !== 1) kept.splice(2, 0, makeChunk('eXIf', writeOrientation(orientation)))
  return { bytes: joinBytes(kept), orientation }
}

function makeChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12)
  const view = viewOf(chunk)
  view.setUint32(0, data.length)
  chunk.set(new TextEncoder().encode(type), 4)
  chunk.set(data, 8)
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)))
  return chunk
}

/** Of a few bytes only, so bit by bit. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
