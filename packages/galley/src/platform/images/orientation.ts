import { textAt, viewOf } from './bytes.ts'

const ORIENTATION = 0x0112

/** The orientation that EXIF names, 1 to 8; 1 where it names none, or makes no sense. */
export function readOrientation(tiff: Uint8Array): number {
  const view = viewOf(tiff)
  try {
    const order = textAt(tiff, 0, 2)
    if (order !== 'II' && order !== 'MM') return 1
    const isLittle = order === 'II'
    const start = view.getUint32(4, isLittle)
    const count = view.getUint16(start, isLittle)
    for (let index = 0; index < count; index += 1) {
      const entry = start + 2 + index * 12
      if (view.getUint16(entry, isLittle) !== ORIENTATION) continue
      const value = view.getUint16(entry + 8, isLittle)
      return value >= 1 && value <= 8 ? value : 1
    }
    return 1
  } catch (error) {
    if (error instanceof RangeError) return 1
    throw error
  }
}

/** EXIF that says how an image is to be turned, and nothing else. */
export function writeOrientation(orientation: number): Uint8Array {
  const tiff = new Uint8Array(26)
  const view = viewOf(tiff)
  tiff.set([0x49, 0x49, 0x2a, 0x00]) // II: little-endian
  view.setUint32(4, 8, true) // the only directory
  view.setUint16(8, 1, true) // with one entry
  view.setUint16(10, ORIENTATION, true)
  view.setUint16(12, 3, true) // a short
  view.setUint32(14, 1, true)
  view.setUint16(18, orientation, true)
  return tiff
}
