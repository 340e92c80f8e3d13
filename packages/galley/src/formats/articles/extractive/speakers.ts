import type { Segment, SourceText } from '../../../flow/sources/index.ts'
import type { Statement } from './material.ts'

/** Reads who speaks from a source's segments and the labels in their text. */
export interface SpeakerNames {
  /** Whether `Name:` at the start of a line is a speaker's label in this source. */
  isLabel(label: string): boolean
  /** The name to show for a segment; null where nobody is named. */
  of(segment: Segment): string | null
}

const labelled =
  /^\s*(?:\*\*)?([\p{Lu}\p{Lo}][\p{L}\p{N} .'’-]{0,38}?(?: \([^()]{1,12}\))?)(?:\*\*)?[ \u00a0]?(?::(?:\*\*)?\s+|：\s*)\S/u
const anonymous =
  /^(?:(?:unknown|unidentified)?\s*(?:speaker|person|voice|participant|sprecher|hablante|orador|locuteur|interlocuteur|falante)[\s_-]*\d*|spk[\s_-]*\d+|q\d*|a\d*|question|answer|audience(?: member)?.{0,4}|public|narrator|主持人|司会|記者|记者|host|guest|moderator|unknown|male|female|man|woman)$/i

/** The names in a source; a label counts once it stands twice, initials are written out. */
export function speakerNames(source: SourceText): SpeakerNames {
  const counts = new Map<string, number>()
  const written: string[] = []
  for (const segment of source.segments) {
    const label = segment.speaker ?? labelled.exec(segment.text)?.[1]
    if (!label) continue
    if (!counts.has(label)) written.push(label)
    counts.set(label, (counts.get(label) ?? 0) + (segment.speaker ? 2 : 1))
  }
  const full = fullNames(written)
  const isLabel = (label: string): boolean =>
    (counts.get(label) ?? 0) >= 2 ||
    full.has(label.replace(/\s*\(.*$/, '')) ||
    full.has(label) ||
    /^[QA]$/.test(label)
  return {
    isLabel,
    of(segment) {
      const label = segment.speaker ?? labelled.exec(segment.text)?.[1]
      if (!label || (!segment.speaker && !isLabel(label))) return null
      return full.get(label) ?? label.replace(/\s*\([^()]*\)\s*$/, '').trim()
    },
  }
}

/** "Stephan Livera (SL)" tells who "SL" is; so do a first and a last name's initials. */
function fullNames(labels: readonly string[]): Map<string, string> {
  const full = new Map<string, string>()
  const names = labels.filter((label) => /\s/.test(label))
  for (const label of names) {
    const [, name, short] = /^(.*?)\s*\(([^()]+)\)$/.exec(label) ?? []
    if (name && short && short.length <= 5) {
      full.set(short, name)
      full.set(label, name)
    }
  }
  for (const label of labels) {
    if (full.has(label) || !/^\p{Lu}{2,3}$/u.test(label)) continue
    const owners = names.filter(
      (name) =>
        name
          .split(/\s+/)
          .map((part) => part[0])
          .join('')
          .toUpperCase() === label,
    )
    if (owners.length === 1) full.set(label, owners[0]!)
  }
  for (const label of labels) {
    if (full.has(label) || /\s/.test(label) || label.length < 3) continue
    const owners = names.filter((name) => name.split(/\s+/)[0] === label)
    if (owners.length === 1) full.set(label, full.get(owners[0]!) ?? owners[0]!)
  }
  return full
}

/** A name that a reader can be shown: not "Speaker 2", not "Q". */
export function isNamed(speaker: string | null): speaker is string {
  return speaker !== null && !anonymous.test(speaker.trim())
}

/** The speakers who mostly ask, so that their own words weigh less. Empty for a lone speaker. */
export function hostsOf(statements: readonly Statement[]): ReadonlySet<string> {
  const speakers = new Map<
    string,
    { questions: number; greetings: number; sentences: number; words: number }
  >()
  let words = 0
  for (const { speaker, traits } of statements) {
    if (speaker === null) continue
    const count = speakers.get(speaker) ?? { questions: 0, greetings: 0, sentences: 0, words: 0 }
    count.sentences++
    count.words += traits.words
    if (traits.kind === 'question') count.questions++
    if (traits.kind === 'noise' && traits.words >= 4) count.greetings++
    words += traits.words
    speakers.set(speaker, count)
  }
  const hosts = new Set<string>()
  if (speakers.size < 2) return hosts
  for (const [speaker, count] of speakers) {
    if (
      count.questions >= 4 &&
      (count.questions / count.sentences > 0.18 || count.greetings >= 4) &&
      count.words < words * 0.45
    )
      hosts.add(speaker)
  }
  return hosts
}

/** Who says most of it and is no host; null where nobody is told apart. */
export function narratorOf(
  statements: readonly Statement[],
  hosts: ReadonlySet<string>,
): string | null {
  const words = wordsBySpeaker(statements.filter(({ speaker }) => !hosts.has(speaker ?? '')))
  return [...words].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

/** How many words each speaker says. */
export function wordsBySpeaker(statements: readonly Statement[]): Map<string, number> {
  const words = new Map<string, number>()
  for (const { speaker, traits } of statements) {
    if (speaker !== null) words.set(speaker, (words.get(speaker) ?? 0) + traits.words)
  }
  return words
}
