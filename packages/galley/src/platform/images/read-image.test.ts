import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { joinBytes, viewOf } from './bytes.ts'
import { makeGif, makeJpeg, makePng, makeWebp } from './images.fixture.ts'
import { pixelSize } from './pixel-size.ts'
import { readOrientation, writeOrientation } from './orientation.ts'
import { readImage } from './read-image.ts'

const PLACE = '52.5200 N, 13.4050 E'
const text = (value: string) => new TextEncoder().encode(value)
const read = (...parts: Uint8Array[]) => readImage(joinBytes(parts))
const says = (bytes: Uint8Array, words: string) => Buffer.from(bytes).includes(words)

/** Right after the start of a JPEG: a segment of its own. */
function withSegment(jpeg: Uint8Array, marker: number, body: Uint8Array): Uint8Array {
  const head = new Uint8Array([0xff, marker, 0, 0])
  viewOf(head).setUint16(2, body.length + 2)
  return joinBytes([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}

/** Behind the header of a PNG: a chunk, its check left at nothing. */
function withChunk(png: Uint8Array, type: string, body: Uint8Array): Uint8Array {
  const head = joinBytes([new Uint8Array(4), text(type)])
  viewOf(head).setUint32(0, body.length)
  return joinBytes([png.subarray(0, 33), head, body, new Uint8Array(4), png.subarray(33)])
}

/** At the end of a WebP. */
function withRiff(webp: Uint8Array, type: string, body: Uint8Array): Uint8Array {
  const head = joinBytes([text(type), new Uint8Array(4)])
  viewOf(head).setUint32(4, body.length, true)
  const whole = joinBytes([webp, head, body])
  viewOf(whole).setUint32(4, whole.length - 8, true)
  whole[20]! |= 0x0c
  return whole
}

describe('reading an image', () => {
  const images = {
    png: makePng(40, 20),
    jpeg: makeJpeg(40, 20),
    webp: makeWebp('VP8X', 40, 20),
    gif: makeGif(40, 20),
  }

  it('finds out kind and size, and changes nothing of a clean one', () => {
    for (const [kind, bytes] of Object.entries(images)) {
      const { bytes: kept, ...facts } = readImage(bytes)
      assert.deepEqual(facts, { kind, mediaType: `image/${kind}`, width: 40, height: 20 })
      if (kind !== 'jpeg') assert.deepEqual(Buffer.from(kept), bytes, kind) // its padding goes
      assert.deepEqual(readImage(kept).bytes, kept, `${kind}: cleaning twice is cleaning once`)
    }
  })

  it('leaves out places, people and comments, and keeps the turn', () => {
    const exif = joinBytes([writeOrientation(6), text(PLACE)])
    const jpeg = withSegment(images.jpeg, 0xe1, joinBytes([text('Exif\0\0'), exif]))
    const told: Uint8Array[] = [
      withSegment(withSegment(jpeg, 0xed, text(PLACE)), 0xfe, text(PLACE)),
      withChunk(withChunk(images.png, 'eXIf', exif), 'iTXt', text(PLACE)),
      withRiff(withRiff(images.webp, 'EXIF', exif), 'XMP ', text(PLACE)),
    ]
    for (const bytes of told) {
      assert.ok(says(bytes, PLACE))
      const image = readImage(bytes)
      assert.ok(!says(image.bytes, PLACE), image.kind)
      assert.deepEqual([image.width, image.height], [20, 40], image.kind)
      assert.ok(says(image.bytes, 'II*\0'), `${image.kind} still says how it is turned`)
      assert.deepEqual(readImage(image.bytes).bytes, image.bytes, image.kind)
    }
    const comment = joinBytes([
      new Uint8Array([0x21, 0xfe, PLACE.length]),
      text(PLACE),
      new Uint8Array(1),
    ])
    const end = images.gif.length - 1
    const gif = read(images.gif.subarray(0, end), comment, images.gif.subarray(end))
    assert.deepEqual(Buffer.from(gif.bytes), images.gif)
  })

  it('keeps colour profiles', () => {
    const profile = withSegment(images.jpeg, 0xe2, text('ICC_PROFILE\0\u0001\u0001colours'))
    assert.ok(says(readImage(profile).bytes, 'colours'))
    assert.ok(says(readImage(withChunk(images.png, 'iCCP', text('colours'))).bytes, 'colours'))
  })

  it('cuts off what a file is besides: a page, an archive, a script', () => {
    const more = text('<script>alert(1)</script>PK\u0003\u0004')
    for (const [kind, bytes] of Object.entries(images)) {
      assert.ok(!says(read(bytes, more).bytes, 'script'), kind)
    }
  })

  it('refuses what is no image, naming what it is', () => {
    const others: [string, string][] = [
      ['<?xml version="1.0"?>\n<svg xmlns="x"><script/></svg>', 'an SVG drawing'],
      ['<!doctype html><script>alert(1)</script>', 'a page or other markup'],
      ['%PDF-1.7', 'a PDF'],
      ['\0\0\0\u0018ftypheic', 'a HEIC photo'],
      ['\0\0\0\u0018ftypavif', 'an AVIF image'],
      ['GIF88a', 'a file of another kind'],
      ['MZ', 'a file of another kind'],
    ]
    for (const [bytes, found] of others) {
      const error = { code: 'image_unsupported', details: { found } }
      assert.throws(() => readImage(text(bytes)), error)
    }
    assert.throws(() => readImage(new Uint8Array()), { code: 'image_empty' })
  })

  it('refuses what is too large, whatever is behind the claim', () => {
    for (const bytes of [
      makePng(0xffffffff, 1),
      makePng(16_000, 16_000),
      makeWebp('VP8X', 16_777_216, 1),
    ]) {
      assert.throws(() => readImage(bytes), { code: 'image_too_many_pixels' })
    }
    assert.throws(() => readImage(images.png, 10), { code: 'image_too_large' })
    const large = new Uint8Array(20 * 1024 * 1024 + 1)
    assert.throws(() => readImage(large, Infinity), { code: 'image_too_large' })
  })

  it('refuses an image that was cut off anywhere', () => {
    for (const [kind, bytes] of Object.entries(images)) {
      for (let length = 12; length < bytes.length; length += 1) {
        const error = { code: 'image_broken' }
        assert.throws(() => readImage(bytes.subarray(0, length)), error, `${kind} ${length}`)
      }
    }
    assert.throws(() => readImage(makePng(0, 4)), { code: 'image_broken' })
  })

  it('comes to an end, with an image or an error of ours, whatever the bytes are', () => {
    const starts = Object.values(images)
    const mutations = fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 8 })
    fc.assert(
      fc.property(fc.constantFrom(...starts), mutations, (start, changes) => {
        const bytes = new Uint8Array(start)
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
        try {
          readImage(bytes)
        } catch (error) {
          assert.match((error as { code: string }).code, /^image_/)
        }
      }),
      { numRuns: 2000 },
    )
    const endless = new Uint8Array(1_000_000).fill(0xff)
    endless[1] = 0xd8
    assert.throws(() => readImage(endless), { code: 'image_broken' })
  })
})

describe('orientation', () => {
  it('reads back, and is upright where nothing sensible is said', () => {
    for (const value of [1, 3, 6, 8]) assert.equal(readOrientation(writeOrientation(value)), value)
    for (const value of [0, 9, 65_535]) assert.equal(readOrientation(writeOrientation(value)), 1)
    assert.equal(readOrientation(text('MM\0*\xff\xff\xff\xff')), 1)
    assert.equal(readOrientation(new Uint8Array()), 1)
  })
})

describe('the size of an image', () => {
  it('is null for headers that are cut off anywhere, or lead in circles', () => {
    assert.equal(pixelSize('image/jpeg', Buffer.from('ffd8ffe00000ffe00001', 'hex')), null)
    assert.equal(pixelSize('image/jpeg', Buffer.alloc(100_000, 0xff)), null)
    assert.equal(pixelSize('image/gif', Buffer.from('GIF89a')), null)
  })
})
