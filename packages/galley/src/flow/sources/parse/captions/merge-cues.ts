import type { Block } from '../parsed-source.ts'
import type { Cue } from './cue.ts'

/** A sentence, or the part of one that stands in a caption. */
interface Piece {
  text: string
  startMs: number
  endMs: number
  speaker: string | null
  isNewSpeaker: boolean
  isSound: boolean
}

const PAUSE_MS = 2_000
const LONG_PAUSE_MS = 5_000
const FULL_WORDS = 60
/** Automatic captions may have no sentence ends at all. */
const MOST_WORDS = 120

/**
 * Joins captions into paragraphs that read well. A paragraph ends at a change of speaker, at a
 * pause, or at the end of a sentence once it is long enough.
 */
export function mergeCues(cues: Cue[]): Block[] {
  const pieces = withSpeakers(cues).flatMap(cutIntoSentences)
  const isPunctuated = pieces.filter((piece) => endsSentence(piece.text)).length * 8 > cues.length
  const blocks: Block[] = []
  let last: Piece | null = null
  for (const piece of pieces) {
    const block = blocks.at(-1)
    if (!block || !last || startsBlock(block, last, piece, isPunctuated)) {
      const { text, speaker, startMs, endMs } = piece
      blocks.push({ kind: piece.isSound ? 'caption' : 'paragraph', text, speaker, startMs, endMs })
    } else {
      block.text += ` ${piece.text}`
      block.endMs = Math.max(block.endMs!, piece.endMs)
    }
    last = piece
  }
  return blocks
}

function startsBlock(block: Block, last: Piece, piece: Piece, isPunctuated: boolean): boolean {
  if (piece.isNewSpeaker || piece.speaker !== last.speaker || piece.isSound || last.isSound)
    return true
  const pause = piece.startMs - last.endMs
  const isSentenceEnd = endsSentence(last.text)
  if (pause > LONG_PAUSE_MS) return true
  if (pause > PAUSE_MS && (isSentenceEnd || !isPunctuated)) return true
  const words = block.text.split(' ').length
  return words >= (isSentenceEnd ? FULL_WORDS : MOST_WORDS)
}

/** A label counts until the next one, a sound or a long pause; a voice tag for its caption alone. */
function withSpeakers(cues: Cue[]): Cue[] {
  if (!cues.some((cue) => cue.isNewSpeaker)) return cues
  let speaker: string | null = null
  let endMs = 0
  return cues.map((cue) => {
    const isLost = isSound(cue.lines.join(' ')) || cue.startMs - endMs > LONG_PAUSE_MS
    if (isLost || cue.isNewSpeaker || cue.speaker !== null) speaker = cue.speaker
    endMs = cue.endMs
    return { ...cue, speaker }
  })
}

/** Times inside a caption are estimated from the length of its text. */
function cutIntoSentences(cue: Cue): Piece[] {
  const text = cue.lines.join(' ')
  const sentences = text.split(/(?<=[.!?…。！？]["”’)»]?)\s+(?=[\p{Lu}\p{Lo}\d"“‘¿¡«(])/u)
  let at = 0
  return sentences.map((sentence, index) => {
    const time = (offset: number) =>
      Math.round(cue.startMs + ((cue.endMs - cue.startMs) * offset) / text.length)
    const startMs = time(at)
    at = text.indexOf(sentence, at) + sentence.length
    const isNewSpeaker = index === 0 && cue.isNewSpeaker
    return {
      text: sentence,
      startMs,
      endMs: time(at),
      speaker: cue.speaker,
      isNewSpeaker,
      isSound: isSound(text),
    }
  })
}

function endsSentence(text: string): boolean {
  return /[.!?…。！？]["”’)»\]]?$/.test(text)
}

/** `[applause]`, `( clock ticking )`, `♪ ♪` */
function isSound(text: string): boolean {
  return /^(?:\[[^\]]*\]|\([^)]*\)|[♪♫#*\s]+|♪.*♪)$/.test(text.trim())
}
