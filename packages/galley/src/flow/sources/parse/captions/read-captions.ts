import { decodeText } from '../decode-text.ts'
import { normaliseText } from '../normalise-text.ts'
import type { ParsedBlocks, ParserInput } from '../parsed-source.ts'
import { dropRepeats } from './drop-repeats.ts'
import { mergeCues } from './merge-cues.ts'
import { parseCues } from './parse-cues.ts'

/** Reads a caption file into paragraphs with speakers and times. */
export function readCaptions(input: ParserInput): ParsedBlocks {
  const { text, encoding } = decodeText(input.bytes, input.charset)
  const { cues, header, skipped } = parseCues(normaliseText(text).replace(/^\s+/, ''))
  const metadata: Record<string, string> = { encoding, cueCount: String(cues.length) }
  if (skipped > 0) metadata.skippedCues = String(skipped)
  if (header !== '') metadata.header = header
  return {
    blocks: mergeCues(dropRepeats(cues)),
    language: /^Language:\s*([\w-]+)/im.exec(header)?.[1] ?? null,
    durationMs: cues.reduce((longest, cue) => Math.max(longest, cue.endMs), 0) || null,
    metadata,
  }
}
