import type { Block } from './content.ts'
import { plainText } from './markdown/inline.ts'
import { toLine } from './line.ts'
import type { NumberedSegment } from './numbering.ts'

/**
 * A quote as it may be printed: one whose words are not the cited segments' own becomes an ordinary
 * paragraph, and who said it is what the source says, not what a model thinks.
 *
 * @example
 * checkQuote({ kind: 'quote', speaker: 'Bob', sentences }, known) // speaker: 'Ada', as in the source
 */
export function checkQuote(block: Block, known: readonly NumberedSegment[]): Block {
  if (block.kind !== 'quote') return block
  const ids = new Set(
    block.sentences.flatMap(({ citations }) => citations.map(({ segmentId }) => segmentId)),
  )
  const cited = known.filter(({ segment }) => ids.has(segment.id))
  const text = block.sentences.map((sentence) => plainText(sentence.text)).join(' ')
  if (!isVerbatim(text, cited.map(({ segment }) => segment.text).join(' '))) {
    return { ...block, kind: 'paragraph', speaker: null }
  }
  return { ...block, speaker: speakerOf(block.speaker, cited) }
}

const SPACELESS =
  /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])/gu

/** The same words in a row; an ellipsis leaves some out. Case and punctuation do not count. */
export function isVerbatim(quote: string, said: string): boolean {
  const words = wordLine(said)
  const pieces = quote
    .split(/…|\.\.\./)
    .map(wordLine)
    .filter((piece) => piece.trim() !== '')
  let from = 0
  for (const piece of pieces) {
    const at = words.indexOf(piece, from)
    if (at < 0) return false
    from = at + piece.length - 1
  }
  return pieces.length > 0
}

/** Words between single spaces; each sign is a word where words are not set apart. */
function wordLine(text: string): string {
  const apart = text.normalize('NFKC').toLowerCase().replace(SPACELESS, ' $1 ')
  return ` ${apart.match(/[\p{L}\p{N}\p{M}]+/gu)?.join(' ') ?? ''} `
}

function speakerOf(claimed: string | null, cited: readonly NumberedSegment[]): string | null {
  const speakers = [...new Set(cited.flatMap(({ segment }) => segment.speaker ?? []))]
  if (speakers.length > 0) return speakers.length === 1 ? speakers[0]! : null
  const name = toLine(claimed ?? '')
  const isNamed = cited.some(({ source }) => wordLine(source.text).includes(wordLine(name)))
  return name && isNamed ? name : null
}
