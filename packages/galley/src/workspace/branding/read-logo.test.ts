import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeJpeg, makePng, makeWebp } from '../../platform/images/images.fixture.ts'
import { pixelSize } from '../../platform/images/index.ts'
import { readLogo } from './read-logo.ts'

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"><g/></svg>')

describe('reading a logo', () => {
  it('finds out kind and size by the bytes', async () => {
    const images: [Buffer<ArrayBuffer>, string, number, number][] = [
      [makePng(640, 160), 'image/png', 640, 160],
      [makeJpeg(300, 200), 'image/jpeg', 300, 200],
      [makeWebp('VP8 ', 120, 40), 'image/webp', 120, 40],
      [makeWebp('VP8L', 4096, 17), 'image/webp', 4096, 17],
      [makeWebp('VP8X', 1, 4096), 'image/webp', 1, 4096],
      [svg, 'image/svg+xml', 30, 10],
    ]
    for (const [bytes, mediaType, width, height] of images) {
      const read = await readLogo({ bytes, mediaType: `${mediaType.toUpperCase()}; charset=x` })
      assert.deepEqual([read.mediaType, read.width, read.height], [mediaType, width, height])
      if (mediaType !== 'image/svg+xml') assert.deepEqual(read.bytes, bytes)
    }
  })

  it('refuses what is something else than it says, or than a logo can be', async () => {
    const png = makePng(10, 10)
    const refused: [Uint8Array<ArrayBuffer>, string, string][] = [
      [png, 'image/jpeg', 'logo_mislabelled'],
      [png, 'image/svg+xml', 'logo_mislabelled'],
      [svg, 'image/png', 'logo_mislabelled'],
      [
        Buffer.from('GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000'),
        'image/png',
        'logo_unsupported',
      ],
      [Buffer.from('<!doctype html><script>alert(1)</script>'), 'image/png', 'logo_unsupported'],
      [Buffer.from('<html><svg></svg></html>'), 'image/svg+xml', 'logo_unsupported'],
      [Buffer.from('%PDF-1.7\n'), 'image/png', 'logo_unsupported'],
      [Buffer.from('x'), 'image/png', 'logo_unsupported'],
      // A reader that tries every way to take these apart does not come back.
      [Buffer.alloc(500_000, ' '), 'image/svg+xml', 'logo_unsupported'],
      [Buffer.alloc(500_000, '<!---->'), 'image/svg+xml', 'logo_unsupported'],
      [Buffer.alloc(500_000, '<!DOCTYPE [><!--]>'), 'image/svg+xml', 'logo_unsupported'],
      [makePng(4097, 1), 'image/png', 'logo_dimensions'],
      [makePng(1, 0xffffffff), 'image/png', 'logo_dimensions'],
      [makeJpeg(1, 65_535), 'image/jpeg', 'logo_dimensions'],
      [makeWebp('VP8X', 16_777_216, 1), 'image/webp', 'logo_dimensions'],
      [makePng(0, 10), 'image/png', 'logo_broken'],
      [makeJpeg(10, 0), 'image/jpeg', 'logo_broken'],
      [makeJpeg(10, 10).subarray(0, 30), 'image/jpeg', 'logo_broken'],
      [Buffer.from('<svg width="9999" height="1"/>'), 'image/svg+xml', 'logo_dimensions'],
      [
        Buffer.from('<svg width="1" height="1"><script/></svg>'),
        'image/svg+xml',
        'logo_svg_refused',
      ],
    ]
    for (const [bytes, mediaType, code] of refused) {
      const shown = `${mediaType} ${Buffer.from(bytes).toString('latin1', 0, 40)}`
      await assert.rejects(readLogo({ bytes: new Uint8Array(bytes), mediaType }), { code }, shown)
    }
  })

  it('survives headers that are cut off anywhere, or lead in circles', () => {
    const images = [
      ['image/png', makePng(20, 10)],
      ['image/jpeg', makeJpeg(20, 10)],
      ['image/webp', makeWebp('VP8X', 20, 10)],
    ] as const
    for (const [mediaType, bytes] of images) {
      for (let length = 0; length < bytes.length; length += 1) {
        const size = pixelSize(mediaType, bytes.subarray(0, length))
        assert.ok(size === null || (size.width === 20 && size.height === 10))
      }
    }
    assert.equal(pixelSize('image/jpeg', Buffer.from('ffd8ffe00000ffe00001', 'hex')), null)
    assert.equal(pixelSize('image/jpeg', Buffer.alloc(100_000, 0xff)), null)
    assert.equal(pixelSize('image/gif', Buffer.from('GIF89a')), null)
  })
})
