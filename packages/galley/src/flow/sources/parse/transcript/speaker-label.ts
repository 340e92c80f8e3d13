import { parseTimeCode, TIME_CODE } from './time-code.ts'

/** What a line of a transcript begins with. */
export interface SpeakerLabel {
  /** Null where the line begins with a time alone. */
  name: string | null
  /** The short form that the label introduces: `Ruben Somsen (RS):` */
  alias: string | null
  startMs: number | null
  /** The line without its label. */
  rest: string
}

const NAME = String.raw`(?<name>[\p{L}\p{N}][^:：\n\[\]*_|<>"“”?!;{}=]{0,44}?)`
const TIME = `(?<time>${TIME_CODE})`
const REST = String.raw`(?:\s+|$)(?<rest>.*)$`
const COLON = String.raw`\s*[:：]`

const forms = [
  String.raw`^${NAME}\s+[-–—|]?\s*${TIME}$`, // Name 00:12:33, alone on its line
  String.raw`^[\[(]${TIME}[\])]\s*${NAME}${COLON}${REST}`, // [00:12:33] Name: text
  // Name: [00:12:33] text; Name: 00:12:33; Name: 0: 00:12:33
  String.raw`^\[?${NAME}\]?${COLON}\s*(?:\d:\s*)?[\[(]?\s*${TIME}\s*[\])]?\s*[:：]?${REST}`,
  String.raw`^${NAME}\s*[\[(]${TIME}[\])]\s*[:：]?${REST}`, // Name (00:12:33): text
  String.raw`^>{1,3}\s*${NAME}${COLON}${REST}`, // >> Name: text
  String.raw`^\[${NAME}\]${COLON}${REST}`, // [Name]: text
  String.raw`^${NAME}${COLON}${REST}`, // Name: text
  String.raw`^(?<name>[QA])\s+[-–—]${REST}`, // Q - text
  String.raw`^[\[(]${TIME}[\])]\s*(?<rest>.*)$`, // [00:12:33] text
  String.raw`^${TIME}$`, // a time alone on its line
].map((form) => new RegExp(form, 'su'))

/**
 * Reads the label at the beginning of a line, in the many forms that transcripts use. Whether a
 * name is a speaker cannot be told from one line: `attributeSpeakers` decides on the whole text.
 *
 * @example
 * readLabel('Speaker 1: 00:00:02') // { name: 'Speaker 1', alias: null, startMs: 2000, rest: '' }
 */
export function readLabel(line: string): SpeakerLabel | null {
  const text = line.trim().replace(/\s+/g, ' ')
  for (const form of forms) {
    const { name, time, rest = '' } = form.exec(text)?.groups ?? {}
    if (name === undefined && time === undefined) continue
    const startMs = time === undefined ? null : parseTimeCode(time)
    if (time !== undefined && startMs === null) continue
    const label = nameAndAlias(name ?? null)
    if (label.name !== null && !looksLikeName(label.name)) continue
    return { ...label, startMs, ...restAndTime(rest, startMs) }
  }
  return null
}

/** A time may also follow a label that is closed already: `Name: [00:12] text`. */
function restAndTime(rest: string, startMs: number | null) {
  const match = startMs === null ? new RegExp(`^[\\[(](${TIME_CODE})[\\])]\\s*`).exec(rest) : null
  if (!match) return { rest: rest.trim() }
  return { rest: rest.slice(match[0].length).trim(), startMs: parseTimeCode(match[1]!) }
}

function nameAndAlias(name: string | null): { name: string | null; alias: string | null } {
  if (name === null) return { name, alias: null }
  const match = /^(.+?)\s*\(([^()]{1,20})\)$/.exec(name.trim())
  if (!match) return { name: name.trim(), alias: null }
  const isAlias = /^\p{Lu}[\p{L}\d]{0,4}$/u.test(match[2]!)
  return { name: match[1]!.trim(), alias: isAlias ? match[2]! : null }
}

const PARTICLES = new Set(
  'a al an and bin da de del den der di dos du e el et la le of ter the und van von y &'.split(' '),
)

/** What begins paragraphs with a colon and is no speaker. */
const NOT_NAMES =
  /^(?:abstract|agenda|answer key|attention|author|blog post|caution|chapter|conclusion|cons|date|definition|description|edit|episode|example|examples|exercise|figure|goal|hint|important|info|input|introduction|keywords|lemma|links?|location|media|music|n\.?b|note|notes|output|part|pros|ps|p\.s|proof|reference|references|remark|result|results|section|see also|slides?|sources?|step|subject|summary|table|tags?|theorem|time|tip|title|tl;?dr|to ?do|topics?|transcript|tweet|update|url|video|warning|where|when|why|how|what|who|website)(?:\s+[\divx]+)?$/i

const NUMBER = /^\d[\d\s.,/-]*$/

function looksLikeName(name: string): boolean {
  if (/[()]|^https?$/i.test(name) || NOT_NAMES.test(name) || NUMBER.test(name)) return false
  const words = name.split(/\s+/)
  const isNamePart = (word: string, index: number) =>
    /^[^\p{Ll}]|^d['’]/u.test(word) || (index > 0 && PARTICLES.has(word.toLowerCase()))
  return words.length <= 6 && words.every(isNamePart)
}
