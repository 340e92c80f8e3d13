import type * as HarfBuzz from 'harfbuzzjs'

/** One font file: a family in one weight and slope. */
export interface FontFile {
  family: string
  /** 100 to 900. */
  weight: number
  italic: boolean
  /** A whole TrueType or OpenType file; no WOFF. */
  data: Uint8Array
}

/** Where a glyph goes, in font units from the start of its run. */
export interface Glyph {
  id: number
  x: number
  y: number
}

/** A run of text in one face and direction, shaped. Font units. */
export interface ShapedText {
  advance: number
  glyphs: Glyph[]
}

/** A face that can shape. Its vertical measures are in font units, both positive. */
export interface Face extends FontFile {
  /** Stable name: `Inter-400`, `Inter-400-italic`. */
  key: string
  unitsPerEm: number
  ascent: number
  descent: number
  /** Whether the licence bits of the file (`OS/2.fsType`) let a document carry it. */
  mayEmbed: boolean
  covers(codePoint: number): boolean
  shape(text: string, isRightToLeft: boolean, hasKerning?: boolean): ShapedText
  /** The outline of a glyph as an SVG path, y upwards, in font units. */
  outline(glyph: number): string
}

/** So many runs are remembered for each face before the oldest go. */
const rememberedRuns = 4000

export const faceKey = ({ family, weight, italic }: Omit<FontFile, 'data'>) =>
  `${family}-${weight}${italic ? '-italic' : ''}`

/** Reads a font file. Throws when it is none, or one that cannot be shaped. */
export function openFace(harfbuzz: typeof HarfBuzz, file: FontFile): Face {
  requireOutlines(file)
  const face = new harfbuzz.Face(new harfbuzz.Blob(file.data))
  const font = new harfbuzz.Font(face)
  const { ascender, descender } = font.hExtents()
  const covered = new Map<number, boolean>()
  const runs = new Map<string, ShapedText>()
  const outlines = new Map<number, string>()
  const withoutKerning = [new harfbuzz.Feature('kern', 0)]

  const shape = (text: string, isRightToLeft: boolean, hasKerning: boolean): ShapedText => {
    const buffer = new harfbuzz.Buffer()
    buffer.addText(text)
    buffer.guessSegmentProperties()
    buffer.setDirection(isRightToLeft ? harfbuzz.Direction.RTL : harfbuzz.Direction.LTR)
    harfbuzz.shape(font, buffer, hasKerning ? undefined : withoutKerning)
    const glyphs: Glyph[] = []
    let advance = 0
    for (const info of buffer.getGlyphInfosAndPositions()) {
      glyphs.push({
        id: info.codepoint,
        x: advance + (info.xOffset ?? 0),
        y: info.yOffset ?? 0,
      })
      advance += info.xAdvance ?? 0
    }
    return { advance, glyphs }
  }

  return {
    ...file,
    key: faceKey(file),
    unitsPerEm: face.upem,
    ascent: ascender,
    descent: -descender,
    mayEmbed: mayEmbed(face.referenceTable('OS/2')),
    covers(codePoint) {
      let isCovered = covered.get(codePoint)
      if (isCovered === undefined) {
        isCovered = font.nominalGlyph(codePoint) !== undefined
        covered.set(codePoint, isCovered)
      }
      return isCovered
    },
    shape(text, isRightToLeft, hasKerning = true) {
      const key = `${isRightToLeft ? 'r' : 'l'}${hasKerning ? 'k' : 'n'}${text}`
      let run = runs.get(key)
      if (!run) {
        if (runs.size >= rememberedRuns) runs.delete(runs.keys().next().value!)
        run = shape(text, isRightToLeft, hasKerning)
        runs.set(key, run)
      }
      return run
    },
    outline(glyph) {
      let path = outlines.get(glyph)
      if (path === undefined) {
        path = font.glyphToPath(glyph)
        outlines.set(glyph, path)
      }
      return path
    },
  }
}

const signatures = new Set(['\0\u0001\0\0', 'OTTO', 'true'])

/** HarfBuzz takes any bytes and then finds no glyph in them; people should hear why. */
function requireOutlines({ family, data }: FontFile): void {
  const signature = String.fromCharCode(...data.subarray(0, 4))
  if (signatures.has(signature)) return
  const remedy = signature.startsWith('wOF')
    ? 'it is WOFF: unpack it to TrueType first'
    : 'it is no font'
  throw new TypeError(`The file of the font "${family}" cannot be used: ${remedy}.`)
}

/** fsType is at byte 8: bit 1 alone forbids, and bit 9 allows bitmaps only. */
function mayEmbed(os2: Uint8Array | undefined): boolean {
  if (!os2 || os2.length < 10) return false
  const fsType = (os2[8]! << 8) | os2[9]!
  return (fsType & 0xf) !== 2 && (fsType & 0x200) === 0
}
