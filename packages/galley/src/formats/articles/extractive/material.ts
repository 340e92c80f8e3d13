import type { Segment, SourceText } from '../../../flow/sources/index.ts'
import { detectLanguage, tokenize } from '../../../platform/text/index.ts'
import {
  cleanSentence,
  describeSentence,
  maskNoise,
  splitSpeech,
} from '../../../platform/text/speech/index.ts'
import type { SentenceTraits } from '../../../platform/text/speech/index.ts'
import type { Citation } from '../content.ts'
import { speakerNames } from './speakers.ts'

/** A sentence of a source, cleaned, with where it was said and by whom. */
export interface Statement {
  /** Place among all statements of all sources. */
  readonly index: number
  readonly source: number
  /** Plain text that stands on its own. */
  readonly text: string
  /** Plain text for a place right behind the statement before it. */
  readonly joined: string
  readonly citations: Citation[]
  /** Segments it touches; the first is the one it belongs to. */
  readonly segmentId: string
  /** Statements of one paragraph or caption run share a number. */
  readonly paragraph: number
  readonly speaker: string | null
  readonly headingPath: readonly string[]
  readonly traits: SentenceTraits
  /** Stems of the words that carry meaning. */
  readonly stems: readonly string[]
  /** Broken by an inaudible place, or said before in the same words. */
  readonly isFlawed: boolean
}

/** All that the writer reads. */
export interface Material {
  readonly language: string
  readonly sources: readonly SourceText[]
  readonly statements: readonly Statement[]
}

/** Words of the statements that could be printed. */
export function wordsOf({ statements }: Material): number {
  return statements.reduce(
    (sum, { traits }) => sum + (traits.kind === 'noise' ? 0 : traits.words),
    0,
  )
}

/** A pause this long ends a sentence that has no full stop. */
const pauseMs = 700
/** Captions are joined into one run up to this many, so that memory stays bounded. */
const runSegments = 300

/**
 * Reads sources into cleaned statements, in order.
 *
 * @param language for sources that do not say theirs and where it cannot be told
 */
export function readMaterial(sources: readonly SourceText[], language?: string): Material {
  const common = commonLanguage(sources, language)
  const statements: Statement[] = []
  const seen = new Set<string>()
  let paragraph = 0
  for (const [number, source] of sources.entries()) {
    const names = speakerNames(source)
    for (const run of runsOf(source)) {
      paragraph++
      for (const range of rangesOf(source, run, common, names.isLabel)) {
        const cleaned = cleanSentence(range.text, common)
        if (cleaned.text === '') continue
        const tokens = tokenize(cleaned.text, common)
        const first = run.find((segment) => segment.id === range.citations[0]?.segmentId)
        if (!first) continue
        const key = cleaned.text.toLowerCase()
        statements.push({
          index: statements.length,
          source: number,
          text: cleaned.text,
          joined: cleaned.joined,
          citations: range.citations,
          segmentId: first.id,
          paragraph,
          speaker: names.of(first),
          headingPath: first.headingPath,
          traits: describeSentence(cleaned.text, range.text, common, tokens),
          stems: tokens
            .filter((token) => !token.isStopWord && token.text.length > 1)
            .map((token) => token.stem),
          isFlawed: range.hasHole || seen.has(key),
        })
        seen.add(key)
      }
    }
  }
  return { language: common, sources, statements }
}

/** A talk is cleaned by its own language's rules, whatever language the article is wanted in. */
function commonLanguage(sources: readonly SourceText[], asked?: string): string {
  const told = sources.find((source) => source.language !== 'und' && source.language !== '')
  if (told) return told.language
  const detected = detectLanguage(sources.map((source) => source.text.slice(0, 20_000)).join('\n'))
  return detected === 'und' ? (asked ?? detected) : detected
}

/** Segments that are read together: captions, which break anywhere, and else one alone. */
function* runsOf(source: SourceText): Generator<Segment[]> {
  let run: Segment[] = []
  for (const segment of source.segments.toSorted((a, b) => a.start - b.start)) {
    if (segment.kind === 'heading' || segment.kind === 'code' || segment.kind === 'table') continue
    const last = run.at(-1)
    if (last && (!readsOn(last, segment) || run.length >= runSegments)) {
      yield run
      run = []
    }
    run.push(segment)
  }
  if (run.length > 0) yield run
}

function readsOn(last: Segment, next: Segment): boolean {
  if (last.speaker !== next.speaker || last.headingPath.join('\n') !== next.headingPath.join('\n'))
    return false
  if (last.kind === 'caption' && next.kind === 'caption') return true
  return (
    last.endMs !== null && next.startMs !== null && !/[.?!。！？…]["'”’»)]*\s*$/.test(last.text)
  )
}

interface SpokenRange {
  text: string
  citations: Citation[]
  hasHole: boolean
}

function rangesOf(
  source: SourceText,
  run: readonly Segment[],
  language: string,
  isLabel: (label: string) => boolean,
): SpokenRange[] {
  const origin = run[0]!.start
  const masked = maskNoise(runText(source, run, origin), isLabel)
  const pauses = run
    .filter(
      (segment, at) =>
        at > 0 && (segment.startMs ?? 0) - (run[at - 1]!.endMs ?? Infinity) >= pauseMs,
    )
    .map((segment) => segment.start - origin)
  const ranges: SpokenRange[] = []
  let from = 0
  for (const range of splitSpeech(masked.text, language, pauses)) {
    while (from + 1 < run.length && run[from]!.end - origin <= range.start) from++
    const citations = citationsOf(source, run, from, range.start + origin, range.end + origin)
    if (citations.length === 0) continue
    ranges.push({
      text: masked.text.slice(range.start, range.end),
      citations,
      hasHole: masked.holes.some((hole) => hole >= range.start - 1 && hole <= range.end + 1),
    })
  }
  return ranges
}

/** The run's stretch of the source, with what lies between its segments blanked. */
function runText(source: SourceText, run: readonly Segment[], origin: number): string {
  if (run.length === 1) return run[0]!.text
  let text = ''
  for (const segment of run) {
    text += ' '.repeat(Math.max(0, segment.start - origin - text.length))
    text += source.text.slice(segment.start, segment.end).replace(/\s/g, ' ')
  }
  return text
}

function citationsOf(
  source: SourceText,
  run: readonly Segment[],
  from: number,
  start: number,
  end: number,
): Citation[] {
  const citations: Citation[] = []
  for (let at = from; at < run.length && run[at]!.start < end; at++) {
    const segment = run[at]!
    const range = { start: Math.max(start, segment.start), end: Math.min(end, segment.end) }
    if (range.start < range.end && source.text.slice(range.start, range.end).trim() !== '') {
      citations.push({ sourceId: source.id, segmentId: segment.id, ...range })
    }
  }
  return citations
}
