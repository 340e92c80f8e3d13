import { joinBytes, sliceWhole, textAt, viewOf } from './bytes.ts'
import type { CleanImage } from './read-image.ts'

const EXTENSION = 0x21
const IMAGE = 0x2c
const END = 0x3b
const COMMENT = 0xfe
const APPLICATION = 0xff

/** Leaves out comments and what programs noted, but for how often an animation repeats. */
export function cleanGif(bytes: Uint8Array): CleanImage {
  const view = viewOf(bytes)
  let at = 13 + tableLength(view.getUint8(10))
  const kept: Uint8Array[] = [sliceWhole(bytes, 0, at)]
  for (let kind = view.getUint8(at); kind !== END; kind = view.getUint8(at)) {
    const end = endOfBlock(view, kind, at)
    const block = sliceWhole(bytes, at, end)
    if (kind === IMAGE || isKept(block)) kept.push(block)
    at = end
  }
  return { bytes: joinBytes([...kept, new Uint8Array([END])]), orientation: 1 }
}

/** Of a colour table: three bytes for each colour, when there is one. */
const tableLength = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

function endOfBlock(view: DataView, kind: number, at: number): number {
  if (kind === EXTENSION) return endOfParts(view, at + 2)
  if (kind === IMAGE) return endOfParts(view, at + 11 + tableLength(view.getUint8(at + 9)))
  throw new RangeError('a block of no kind')
}

function endOfParts(view: DataView, start: number): number {
  let at = start
  for (let length = view.getUint8(at); length > 0; length = view.getUint8(at)) at += 1 + length
  return at + 1
}

function isKept(block: Uint8Array): boolean {
  const label = block[1]
  if (label === COMMENT) return false
  return label !== APPLICATION || /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)$/.test(textAt(block, 3, 11))
}
