import { crc32, deflateSync } from 'node:zlib'

/** A whole PNG of one colour, unless the pixels are too many to be worth writing. */
export function makePng(width: number, height: number): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8) // bits, RGB
  const rows = Buffer.alloc(width * height > 1e6 ? 1 : (width * 3 + 1) * height)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  const check = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

/** The segments of a JPEG up to its frame, with a thumbnail's frame inside another segment. */
export function makeJpeg(width: number, height: number): Buffer<ArrayBuffer> {
  const frame = Buffer.from('ffc00011080000000003012200021101031101', 'hex')
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  const jfif = Buffer.from('ffe000104a46494600010100000100010000', 'hex')
  const thumbnail = Buffer.from('ffe1000cffc0001108000100010300', 'hex').subarray(0, 14)
  const tables = Buffer.from('ffffc40004aabb', 'hex') // with a byte of padding in front
  const end = Buffer.from('ffda0008010100003f00aaffd9', 'hex')
  return Buffer.concat([Buffer.from('ffd8', 'hex'), jfif, thumbnail, tables, frame, end])
}

/** The header of a WebP in each of its three kinds. */
export function makeWebp(
  kind: 'VP8 ' | 'VP8L' | 'VP8X',
  width: number,
  height: number,
): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(64)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(56, 4)
  bytes.write(`WEBP${kind}`, 8, 'latin1')
  bytes.writeUInt32LE(44, 16)
  if (kind === 'VP8 ') {
    bytes.set([0, 0, 0, 0x9d, 0x01, 0x2a], 20)
    bytes.writeUInt16LE(width, 26)
    bytes.writeUInt16LE(height, 28)
  } else if (kind === 'VP8L') {
    bytes.writeUInt8(0x2f, 20)
    bytes.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 21)
  } else {
    bytes.writeUIntLE(width - 1, 24, 3)
    bytes.writeUIntLE(height - 1, 27, 3)
  }
  return bytes
}

/** A whole GIF of one colour. */
export function makeGif(width: number, height: number): Buffer<ArrayBuffer> {
  const header = Buffer.from('474946383961000000008000000000ffffff', 'hex')
  header.writeUInt16LE(width, 6)
  header.writeUInt16LE(height, 8)
  // The picture is one pixel of it: the rest stays as the background.
  const picture = Buffer.from('2c00000000010001000002024401003b', 'hex')
  return Buffer.concat([header, Buffer.alloc(1, 0xff), picture])
}
