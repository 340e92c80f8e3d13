/** A text with everything nobody said overwritten by spaces, so that offsets stay true. */
export interface MaskedText {
  readonly text: string
  /** Offsets at which words are missing: "[inaudible]". */
  readonly holes: readonly number[]
}

const clock = String.raw`(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?`
const stageWords =
  'laugh|chuckl|giggl|applau|clap|cheer|music|inaudible|unintelligible|indiscernible|crosstalk|cross-talk|silence|pause|cough|sigh|noise|audience|ringing|beep|bleep|snap|sneez|sniff|gasp|risas?|aplausos?|música|inaudible|ininteligible|lach|gelächter|beifall|applaus|musik|unverständlich|rires?|applaudissement|musique|risos?|inaudível|ininteligível|笑|拍手|掌声|音楽|音乐|聞き取れ|听不清'
const holeWords =
  /inaudible|unintelligible|indiscernible|ininteligib|inaud|unverst|聞き取れ|听不清|crosstalk|\?\?|__/i

/** Longest forms first. A match's first group, where there is one, is kept. */
const noise: readonly RegExp[] = [
  // WebVTT and SRT cue times, and a time alone at the start of a line.
  new RegExp(String.raw`^[ \t]*${clock}\s*-->\s*${clock}.*$`, 'gm'),
  new RegExp(String.raw`^[ \t]*${clock}[ \t]+(?=\S)|^[ \t]*${clock}[ \t]*$`, 'gm'),
  new RegExp(String.raw`\\?[[(]\s*${clock}(?:\s*[-–]\s*${clock})?\s*\\?[\])]`, 'g'),
  /(?<![\d:])\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?(?![\d:])/g,
  // Stage notes.
  new RegExp(
    String.raw`\\?[[(][^\[\]()\n]{0,40}?(?:${stageWords})[^\[\]()\n]{0,40}\\?[\])]`,
    'giu',
  ),
  /\\?\[\s*(?:\?+|_+|\.{3}|…|x+)\s*\\?\]/g,
  /♪[^♪\n]*♪?/g,
  // Addresses, foot note marks and HTML.
  /<https?:[^>\s]*>/g,
  /<\/?[a-z][^>\n]{0,200}>/gi,
  /\[\^?\d{1,3}\]/g,
]

const markdownLink = /!?\[([^[\]\n]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"\n]*")?\)/g
const address = /\(?\bhttps?:\/\/[^\s)]+\)?|\bwww\.[^\s)]+/g
const emphasis =
  /\*\*+|`+|(?<![\p{L}\p{N}])__+|__+(?![\p{L}\p{N}])|(?<=^|[\s"“(])[*_](?=\S)|(?<=\S)[*_](?=[\s.,;:!?"”)]|$)/gu

/** Who speaks, where a transcript writes it at the head of the turn. */
const label =
  /^[ \t]*(?:\*\*|__)?(?:Q|A|[\p{Lu}\p{Lo}][\p{L}\p{N}.'’-]*(?:[ \t]+[\p{L}\p{N}.'’-]+){0,3})(?:[ \t]*\([^()\n]{1,20}\))?(?:\*\*|__)?[ \u00a0]?[:：](?:\*\*|__)?[ \t]*(?=\S)/gmu

/**
 * Overwrites time stamps, stage notes, addresses, Markdown marks and (where `speaker` says that
 * the words are labelled) speaker labels with spaces of the same length.
 *
 * @param isLabelled whether a `Name:` at the start of a line is a speaker label
 * @example
 * maskNoise('[00:12] So [laughter] it works.').text // '        So            it works.'
 */
export function maskNoise(
  text: string,
  isLabelled: (label: string) => boolean = () => false,
): MaskedText {
  const holes: number[] = []
  let masked = text.replace(label, (match) => {
    const name = match.replace(/[*_:：]/g, '').trim()
    return isLabelled(name) ? blank(match) : match
  })
  for (const pattern of noise) {
    masked = masked.replace(pattern, (match, ...rest) => {
      if (holeWords.test(match)) holes.push(offsetOf(rest))
      return blank(match)
    })
  }
  masked = masked.replace(markdownLink, (match, words: string) => {
    const at = match.indexOf(words, match.startsWith('!') ? 2 : 1)
    return match.startsWith('!')
      ? blank(match)
      : ' '.repeat(at) + words + ' '.repeat(match.length - at - words.length)
  })
  masked = masked.replace(address, blank).replace(emphasis, blank)
  return { text: masked, holes: holes.sort((a, b) => a - b) }
}

/** The offset is the first number among a replacer's trailing arguments. */
function offsetOf(rest: readonly unknown[]): number {
  return rest.find((value) => typeof value === 'number') ?? 0
}

function blank(match: string): string {
  return match.replace(/[^\n]/g, ' ')
}
