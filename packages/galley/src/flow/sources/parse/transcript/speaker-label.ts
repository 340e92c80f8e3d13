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

const NAME = String.raw`[\p{L}\p{N}][^:：\n\[\]*_|<>"“”?!;{}=]{0,44}?`
const TIME = String.raw`[\[(]?\s*(${TIME_CODE})\s*[\])]?`
const patterns = [
  // Name 00:12:33, alone on its line
  {
    order: ['name', 'time', 'rest'],
    regex: new RegExp(String.raw`^(${NAME})\s+[-–—|]?\s*(${TIME_CODE})()$`, 'us'),
  },
  // [00:12:33] Name: text
  {
    order: ['time', 'name', 'rest'],
    regex: new RegExp(
      String.raw`^[\[(](${TIME_CODE})[\])]\s*(${NAME})\s*[:：](?:\s+|$)(.*)$`,
      'us',
    ),
  },
  // Name: [00:12:33] text; Name (00:12:33): text; Name: 0: 00:12:33
  {
    order: ['name', 'time', 'rest'],
    regex: new RegExp(
      String.raw`^\[?(${NAME})\]?\s*[:：]\s*(?:\d:\s*)?${TIME}\s*[:：]?(?:\s+|$)(.*)$`,
      'us',
    ),
  },
  {
    order: ['name', 'time', 'rest'],
    regex: new RegExp(
      String.raw`^(${NAME})\s*[\[(](${TIME_CODE})[\])]\s*[:：]?(?:\s+|$)(.*)$`,
      'us',
    ),
  },
  // >> Name: text
  {
    order: ['name', 'rest'],
    regex: new RegExp(String.raw`^>{1,3}\s*(${NAME})\s*[:：](?:\s+|$)(.*)$`, 'us'),
  },
  // [Name]: text; Name: text
  {
    order: ['name', 'rest'],
    regex: new RegExp(String.raw`^\[(${NAME})\]\s*[:：](?:\s+|$)(.*)$`, 'us'),
  },
  {
    order: ['name', 'rest'],
    regex: new RegExp(String.raw`^(${NAME})\s*[:：](?:\s+|$)(.*)$`, 'us'),
  },
  // Q - text
  { order: ['name', 'rest'], regex: /^([QA])\s+[-–—]\s+(.*)$/su },
  // [00:12:33] text, or a time alone on its line
  {
    order: ['time', 'rest'],
    regex: new RegExp(String.raw`^[\[(](${TIME_CODE})[\])]\s*(.*)$`, 'us'),
  },
  { order: ['time', 'rest'], regex: new RegExp(String.raw`^(${TIME_CODE})()$`, 'us') },
] as const

/**
 * Reads the label at the beginning of a line, in the many forms that transcripts use. Whether a
 * name is a speaker cannot be told from one line: `attributeSpeakers` decides on the whole text.
 *
 * @example
 * readLabel('Speaker 1: 00:00:02') // { name: 'Speaker 1', alias: null, startMs: 2000, rest: '' }
 */
export function readLabel(line: string): SpeakerLabel | null {
  const text = line.trim().replace(/\s+/g, ' ')
  for (const { order, regex } of patterns) {
    const match = regex.exec(text)
    if (!match) continue
    const part = (name: string) => {
      const index = (order as readonly string[]).indexOf(name)
      return index === -1 ? undefined : match[index + 1]
    }
    const hasTime = (order as readonly string[]).includes('time')
    const startMs = hasTime ? parseTimeCode(part('time') ?? '') : null
    if (hasTime && startMs === null) continue
    const label = nameAndAlias(part('name') ?? null)
    if (label.name !== null && !looksLikeName(label.name)) continue
    return { ...label, startMs, ...restAndTime(part('rest') ?? '', startMs) }
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
  'a al an and bin da de del della den der di dos du el la le of ter the van von y & e und et'.split(
    ' ',
  ),
)

/** What begins paragraphs with a colon and is no speaker. */
const NOT_NAMES =
  /^(?:abstract|agenda|answer key|attention|author|blog post|caution|chapter|conclusion|cons|date|definition|description|edit|episode|example|examples|exercise|figure|goal|hint|important|info|input|introduction|keywords|lemma|links?|location|media|music|n\.?b|note|notes|output|part|pros|ps|p\.s|proof|reference|references|remark|result|results|section|see also|slides?|sources?|step|subject|summary|table|tags?|theorem|time|tip|title|tl;?dr|to ?do|topics?|transcript|tweet|update|url|video|warning|where|when|why|how|what|who|website)(?:\s+[\divx]+)?$/i

function looksLikeName(name: string): boolean {
  if (
    /[()]/.test(name) ||
    NOT_NAMES.test(name) ||
    /^https?$/i.test(name) ||
    /^\d[\d\s.,/-]*$/.test(name)
  )
    return false
  const words = name.split(/\s+/)
  if (words.length > 6) return false
  return words.every(
    (word, index) =>
      /^[^\p{Ll}]/u.test(word) ||
      (index > 0 && PARTICLES.has(word.toLowerCase())) ||
      /^d['’]/.test(word),
  )
}
