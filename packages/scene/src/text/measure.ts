import type { FontLibrary, FontRequest } from './font-library.ts'
import { emojiAdvance } from './split-by-face.ts'

const isRightToLeftScript =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/** How wide a text is on one line, in ems. Direction is taken from its letters, piece by piece. */
export function measureEms(
  fonts: FontLibrary,
  text: string,
  request: FontRequest,
  hasKerning = true,
): number {
  let ems = 0
  for (const { start, end, face } of fonts.pieces(text, request)) {
    if (!face) {
      ems += emojiAdvance
      continue
    }
    const piece = text.slice(start, end)
    ems += face.shape(piece, isRightToLeftScript.test(piece), hasKerning).advance / face.unitsPerEm
  }
  return ems
}
