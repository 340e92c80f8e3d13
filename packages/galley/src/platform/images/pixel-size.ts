/** Pixels of an image, read from its header; null where the header is cut off or makes no sense. */
export interface PixelSize {
  width: number
  height: number
}

/**
 * @example
 * pixelSize('image/png', bytes) // { width: 640, height: 160 }
 */
export function pixelSize(mediaType: string, bytes: Uint8Array): PixelSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const size = readers[mediaType]?.(view) ?? null
    return size && size.width > 0 && size.height > 0 ? size : null
  } catch (error) {
    if (error instanceof RangeError) return null // it ends before its header does
    throw error
  }
}

const readers: Record<string, (view: DataView) => PixelSize | null> = {
  'image/png': (view) =>
    textAt(view, 12, 4) === 'IHDR'
      ? { width: view.getUint32(16), height: view.getUint32(20) }
      : null,
  'image/jpeg': jpegSize,
  'image/webp': webpSize,
  'image/gif': (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
}

/** Walks the segments up to the frame header; its markers are C0 to CF, but for three of them. */
function jpegSize(view: DataView): PixelSize | null {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1 // padding
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    const isScan = marker === 0xda || marker === 0xd9
    const length = view.getUint16(at + 2)
    if (isScan || length < 2) return null
    at += 2 + length
  }
}

function webpSize(view: DataView): PixelSize | null {
  switch (textAt(view, 12, 4)) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 }
    default:
      return null
  }
}

const uint24 = (view: DataView, at: number) =>
  view.getUint16(at, true) + (view.getUint8(at + 2) << 16)

const textAt = (view: DataView, at: number, length: number) =>
  String.fromCharCode(...Array.from({ length }, (_, index) => view.getUint8(at + index)))
