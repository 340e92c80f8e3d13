import { parseTimeCode, TIME_CODE } from '../transcript/time-code.ts'
import { cleanCueText } from './clean-cue-text.ts'
import type { CaptionFile, Cue } from './cue.ts'

const TIMING = new RegExp(String.raw`^\s*(${TIME_CODE})\s*-->\s*(${TIME_CODE})(?:\s|$)`)

/**
 * Reads WebVTT and SubRip alike, as tolerantly as players do: identifiers, settings, notes, styles
 * and regions are passed over, and a caption with bad times is left out and counted.
 *
 * @param text Normalised text (LF newlines, no byte order mark).
 * @see https://www.w3.org/TR/webvtt1/#file-parsing
 */
export function parseCues(text: string): CaptionFile {
  const lines = text.split('\n')
  const header = readHeader(lines)
  const file: CaptionFile = { cues: [], header: header.text, skipped: 0 }

  let index = header.end
  while (index < lines.length) {
    const line = lines[index]!
    if (!line.includes('-->')) {
      index = /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(line) ? endOfBlock(lines, index) : index + 1
      continue
    }
    const end = endOfPayload(lines, index + 1)
    const cues = readCue(line, lines.slice(index + 1, end))
    if (cues) file.cues.push(...cues)
    else file.skipped += 1
    index = end
  }
  file.cues.sort((one, other) => one.startMs - other.startMs)
  return file
}

function readHeader(lines: string[]): { text: string; end: number } {
  if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')) return { text: '', end: 0 }
  const end = lines.findIndex(
    (line, index) => index > 0 && (line.trim() === '' || line.includes('-->')),
  )
  const stop = end === -1 ? lines.length : end
  const text = [lines[0]!.slice(6), ...lines.slice(1, stop)].join('\n')
  return { text: text.replace(/^[\s-]+/, '').trim(), end: stop }
}

function endOfBlock(lines: string[], start: number): number {
  let end = start
  while (end < lines.length && lines[end]!.trim() !== '') end += 1
  return end
}

/** Up to a blank line, or up to the next caption where a file leaves the blank line out. */
function endOfPayload(lines: string[], start: number): number {
  let end = start
  while (end < lines.length && lines[end]!.trim() !== '' && !lines[end]!.includes('-->')) end += 1
  const meetsNext = end < lines.length && lines[end]!.includes('-->')
  return meetsNext && end > start && /^\d+$/.test(lines[end - 1]!.trim()) ? end - 1 : end
}

function readCue(timing: string, payload: string[]): Cue[] | null {
  const match = TIMING.exec(timing)
  const startMs = match && parseTimeCode(match[1]!)
  const endMs = match && parseTimeCode(match[2]!)
  if (startMs == null || endMs == null || endMs < startMs) return null
  return cleanCueText(payload.join('\n')).map((part) => ({ startMs, endMs, ...part }))
}
