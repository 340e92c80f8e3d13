import { joinBytes, sliceWhole, textAt, viewOf } from './bytes.ts'
import { readOrientation, writeOrientation } from './orientation.ts'
import type { CleanImage } from './read-image.ts'

const SCAN = 0xda
const END = 0xd9
const APP1 = 0xe1
const COMMENT = 0xfe

/** Leaves out every application segment but those that say what the colours are. */
export function cleanJpeg(bytes: Uint8Array): CleanImage {
  const view = viewOf(bytes)
  const kept: Uint8Array[] = []
  let orientation = 1
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) throw new RangeError('no marker where one has to be')
    while (view.getUint8(at + 1) === 0xff) at += 1 // padding
    const marker = view.getUint8(at + 1)
    if (marker === END) break
    const bodyEnd = at + 2 + view.getUint16(at + 2)
    const end = marker === SCAN ? endOfScan(bytes, bodyEnd) : bodyEnd
    const segment = sliceWhole(bytes, at, end)
    if (segment.length < 4) throw new RangeError('a segment without a length')
    if (marker === APP1 && textAt(segment, 4, 6) === 'Exif\0\0') {
      orientation = readOrientation(segment.subarray(10))
    }
    if (isKept(marker, segment)) kept.push(segment)
    at = end
  }
  const start = new Uint8Array([0xff, 0xd8])
  const exif = orientation === 1 ? [] : [exifSegment(orientation)]
  return {
    bytes: joinBytes([start, ...exif, ...kept, new Uint8Array([0xff, END])]),
    orientation,
  }
}

function isKept(marker: number, segment: Uint8Array): boolean {
  if (marker === COMMENT) return false
  if (marker < 0xe0 || marker > 0xef) return true
  const name = textAt(segment, 4, 11)
  return name.startsWith('JFIF') || name === 'ICC_PROFILE' || name.startsWith('Adobe')
}

/** Where the marker after the picture's data stands: in the data, FF is followed by 00 or a restart. */
function endOfScan(bytes: Uint8Array, start: number): number {
  for (let at = start; ;) {
    at = bytes.indexOf(0xff, at)
    const next = at === -1 ? undefined : bytes[at + 1]
    if (next === undefined) throw new RangeError('the picture breaks off')
    const isData = next === 0 || (next >= 0xd0 && next <= 0xd7)
    if (!isData && next !== 0xff) return at
    at += isData ? 2 : 1
  }
}

function exifSegment(orientation: number): Uint8Array {
  const tiff = writeOrientation(orientation)
  const head = new Uint8Array([0xff, APP1, 0, tiff.length + 8, 0x45, 0x78, 0x69, 0x66, 0, 0])
  return joinBytes([head, tiff])
}
