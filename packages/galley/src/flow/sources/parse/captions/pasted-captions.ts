import { parseTimeCode } from '../transcript/time-code.ts'
import type { Cue } from './cue.ts'

/**
 * Reads a transcript as video sites show it for copying: a time on a line, then what is said, over
 * and over. Null where a text is anything else.
 *
 * @example
 * pastedCaptions('0:00\nso today we\n0:02\ntalk about tea\n0:04\nand cake')?.length // 3
 */
export function pastedCaptions(text: string): Cue[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const times = lines.filter((line) => parseTimeCode(line) !== null).length
  if (times < 3 || times < lines.length * 0.3 || parseTimeCode(lines[0]!) === null) return null

  const cues: Cue[] = []
  for (const line of lines) {
    const startMs = parseTimeCode(line)
    const last = cues.at(-1)
    if (startMs === null) last!.lines.push(line.trim())
    else cues.push({ startMs, endMs: startMs, speaker: null, lines: [], isNewSpeaker: false })
    // Nothing says when a caption ends but the next one.
    if (startMs !== null && last) last.endMs = Math.max(last.startMs, startMs)
  }
  return cues.filter((cue) => cue.lines.length > 0)
}
