import { decodeEntities } from '../html/decode-entities.ts'
import { readLabel } from '../transcript/speaker-label.ts'
import type { Cue } from './cue.ts'

type CueText = Pick<Cue, 'speaker' | 'lines' | 'isNewSpeaker'>

/**
 * Takes the mark-up off a caption: voice tags become speakers, all other tags go, entities are
 * decoded. A caption in which several people speak becomes several.
 *
 * @example
 * cleanCueText('<v Ann>Tea &amp; <i>cake</i>?') // [{ speaker: 'Ann', lines: ['Tea & cake?'], ... }]
 */
export function cleanCueText(payload: string): CueText[] {
  const parts: CueText[] = []
  for (const { speaker, text } of splitVoices(payload)) {
    for (const raw of text.split('\n')) {
      const line = readLine(decodeEntities(stripTags(raw)))
      if (line.text === '' && line.speaker === null) continue
      const last = parts.at(-1)
      const startsPart = !last || line.isNewSpeaker || last.speaker !== (speaker ?? last.speaker)
      if (startsPart) {
        parts.push({ speaker: speaker ?? line.speaker, lines: [], isNewSpeaker: line.isNewSpeaker })
      }
      if (line.text !== '') parts.at(-1)!.lines.push(line.text)
    }
  }
  return parts.filter((part) => part.lines.length > 0)
}

function splitVoices(payload: string): { speaker: string | null; text: string }[] {
  const pieces = payload.split(/<v(?:\.[^\s<>]*)?[ \t]+([^<>]+)>/)
  const voices = [{ speaker: null as string | null, text: pieces[0]! }]
  for (let index = 1; index < pieces.length; index += 2) {
    voices.push({
      speaker: decodeEntities(pieces[index]!).trim() || null,
      text: pieces[index + 1]!,
    })
  }
  return voices.filter((voice) => voice.text.trim() !== '')
}

function stripTags(text: string): string {
  return text.replace(/<[^<>]*>/g, '').replace(/\{\\[^}]*\}/g, '')
}

/** `>> NAME: words`, `NAME: words`, `>> words` and `- words` all begin a new speaker. */
function readLine(raw: string): { speaker: string | null; text: string; isNewSpeaker: boolean } {
  const line = raw.replace(/\s+/g, ' ').trim()
  const marker = /^(?:>{2,}|[-–—](?=\s?\p{L}))\s*/u.exec(line)
  const words = marker ? line.slice(marker[0].length) : line
  const label = readLabel(words)
  const isName = label?.name != null && (marker !== null || label.name === label.name.toUpperCase())
  if (isName) return { speaker: label.name, text: label.rest, isNewSpeaker: true }
  return { speaker: null, text: words, isNewSpeaker: marker !== null }
}
