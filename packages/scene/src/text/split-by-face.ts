import type { Face } from './face.ts'

/** A stretch of text in one face and script; without a face it is one emoji, painted as an image. */
export interface FacePiece {
  start: number
  end: number
  face: Face | null
  /** Whether the first face does not have the characters and no other one does either. */
  isMissing: boolean
}

/** Emoji take a square of this many ems, as wide as the widest of the common emoji fonts. */
export const emojiAdvance = 1.25

export const emojiPattern = /\p{RGI_Emoji}|\p{Emoji_Presentation}/v
const emojis = new RegExp(emojiPattern, 'gv')
/** A character with the marks and joiners that belong to it. */
const clusters = /[^](?:\p{M}|\p{Cf}|\p{Variation_Selector})*/gu
const scripts =
  /(\p{sc=Latn})|(\p{sc=Grek})|(\p{sc=Cyrl})|(\p{sc=Arab})|(\p{sc=Hebr})|([\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}])|(\p{L})/u

/** Cuts a text where its face, its script or emoji begin; the pieces cover all of it. */
export function splitByFace(text: string, faces: readonly Face[]): FacePiece[] {
  const pieces: FacePiece[] = []
  let from = 0
  for (const match of text.matchAll(emojis)) {
    splitWords(text, from, match.index, faces, pieces)
    from = match.index + match[0].length
    pieces.push({ start: match.index, end: from, face: null, isMissing: false })
  }
  splitWords(text, from, text.length, faces, pieces)
  return pieces
}

function splitWords(
  text: string,
  start: number,
  end: number,
  faces: readonly Face[],
  pieces: FacePiece[],
): void {
  if (start === end) return
  let piece: FacePiece | undefined
  let script = 0
  for (const [cluster] of text.slice(start, end).matchAll(clusters)) {
    const at: number = piece?.end ?? start
    const found = faces.find((face) => coversAll(face, cluster))
    const face = found ?? faces[0]!
    const own = scriptOf(cluster)
    const isSame =
      piece?.face === face &&
      piece.isMissing === !found &&
      (own === 0 || script === 0 || own === script)
    if (piece && isSame) {
      piece.end += cluster.length
      script ||= own
    } else {
      piece = { start: at, end: at + cluster.length, face, isMissing: !found }
      pieces.push(piece)
      script = own
    }
  }
}

/** 0 for what all scripts share: digits, spaces, most punctuation. */
function scriptOf(cluster: string): number {
  const match = scripts.exec(cluster)
  return match ? match.findIndex((group, index) => index > 0 && group !== undefined) : 0
}

/** Joiners, selectors and what takes no room need no glyph. */
const needNoGlyph = /[\t\n\p{Default_Ignorable_Code_Point}]/u

function coversAll(face: Face, cluster: string): boolean {
  for (const character of cluster) {
    if (!face.covers(character.codePointAt(0)!) && !needNoGlyph.test(character)) return false
  }
  return true
}
