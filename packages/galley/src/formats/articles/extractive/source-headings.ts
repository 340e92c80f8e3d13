import { speechPhrases } from '../../../platform/text/speech/index.ts'

/** A heading of the source with what stands below it. */
export interface SourceHeading {
  readonly heading: string
  words: number
  /** Headings above it, outermost first. */
  readonly parents: readonly string[]
}

/** The heading of a merged group: the parent that covers it, the weightiest, or two joined. */
export function headingOf(headings: readonly SourceHeading[], language: string): string | null {
  const parts = headings
    .map((part) => ({ ...part, heading: plainHeading(part.heading) }))
    .filter((part) => isTelling(part.heading, language))
    .sort((a, b) => b.words - a.words)
  const [first, second] = parts
  if (!first) return null
  const parents = headings.map((part) => part.parents.at(-1))
  const parent = plainHeading(parents.at(-1) ?? '')
  if (
    parts.length > 2 &&
    parents.slice(1).every((name) => name === parents.at(-1)) &&
    isTelling(parent, language)
  )
    return parent
  const { and } = speechPhrases(language)
  const bothShort =
    second &&
    wordCount(first.heading) <= 4 &&
    wordCount(second.heading) <= 4 &&
    !/[?!:]/.test(first.heading + second.heading)
  if (parts.length === 2 && bothShort && and && second.words > first.words * 0.5) {
    const [one, other] =
      headings.findIndex((part) => plainHeading(part.heading) === first.heading) <
      headings.findIndex((part) => plainHeading(part.heading) === second.heading)
        ? [first, second]
        : [second, first]
    return `${one.heading} ${and} ${softened(other.heading)}`
  }
  return first.heading
}

/** Inside another heading a plain capitalised first word goes lower. */
function softened(heading: string): string {
  return /^\p{Lu}\p{Ll}+(?:\s\p{Ll}|$)/u.test(heading) && /\s/.test(heading)
    ? heading.charAt(0).toLowerCase() + heading.slice(1)
    : heading
}

function plainHeading(heading: string): string {
  return heading
    .replace(/!?\[([^\][]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]+|\s*#+\s*$|^#+\s*/g, '')
    .replace(/^(?:\d+[.)]\s*)+(?=\p{L})|^(?:\d+\.)+\d+\s+(?=\p{L})/u, '')
    .replace(/\s*[[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])]?\s*/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\s*[:.–—-]\s*$/, '')
    .trim()
}

/** Whether a heading says what its section is about. */
function isTelling(heading: string, language: string): boolean {
  const generic = [
    ...speechPhrases(language).genericHeadings,
    ...speechPhrases('en').genericHeadings,
  ].map(bare)
  const plain = bare(heading)
  return (
    plain.length >= 2 &&
    /\p{L}/u.test(plain) &&
    wordCount(heading) <= 14 &&
    !generic.includes(plain) &&
    heading.length <= 120
  )
}

function wordCount(text: string): number {
  return text.split(/\s+/).filter(Boolean).length
}

/** Lower case and without punctuation, for comparison. */
function bare(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}']+/gu, ' ')
    .trim()
}
