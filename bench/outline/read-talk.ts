import { splitSentences } from '../../packages/galley/src/platform/text/index.ts'

/** A transcript without its headings, and where the headings stood. */
export interface Talk {
  readonly name: string
  readonly sentences: readonly string[]
  /** True where a paragraph or a speaker's turn starts. */
  readonly breaks: readonly boolean[]
  readonly speakers: readonly (string | null)[]
  /** Index of the first sentence of every section; the first is 0. */
  readonly sections: readonly number[]
  readonly words: number
}

const heading = /^#{1,6}\s+\S/
/** `Speaker 0: 00:00:15`, `Aaron van Wirdum:`, `Stephan Livera (SL): Welcome`, `Q: Why?` */
const label =
  /^(?:\*\*)?(\p{Lu}[\p{L}\p{N}.’'-]*(?: [\p{L}\p{N}.’'-]+){0,4}(?: \([^)]{1,12}\))?):(?:\*\*)?(?:\s+|$)(?:\d\d:\d\d(?::\d\d)?\s*)?/u

/**
 * Reads one Markdown transcript. Front matter and headings are left out of the text; a heading of
 * any level is a reference boundary, unless nothing stands between it and the one before.
 */
export function readTalk(name: string, markdown: string): Talk {
  const lines = markdown.replace(/^---\n[\s\S]*?\n---\n/, '').split('\n')
  const sentences: string[] = []
  const breaks: boolean[] = []
  const speakers: (string | null)[] = []
  const sections: number[] = [0]
  const labels = speakerLabels(lines)
  let speaker: string | null = null
  let paragraph: string[] = []
  let isBreak = true

  const flush = (): void => {
    const text = paragraph.join('\n')
    paragraph = []
    for (const { start, end } of splitSentences(text, 'en')) {
      sentences.push(text.slice(start, end))
      breaks.push(isBreak)
      speakers.push(speaker)
      isBreak = false
    }
  }
  for (const line of lines) {
    if (heading.test(line)) {
      flush()
      if (sentences.length > sections.at(-1)!) sections.push(sentences.length)
      isBreak = true
    } else if (line.trim() === '') {
      flush()
      isBreak = true
    } else {
      const match = label.exec(line)
      const said = match && labels.has(match[1]!) ? match : null
      if (said) {
        flush()
        isBreak = true
        speaker = said[1]!
      }
      const rest = said ? line.slice(said[0].length) : line
      if (rest.trim() !== '') paragraph.push(rest)
    }
  }
  flush()
  if (sections.at(-1) === sentences.length) sections.pop()
  const words = sentences.reduce((sum, sentence) => sum + sentence.split(/\s+/).length, 0)
  return { name, sentences, breaks, speakers, sections, words }
}

/** `Slides: …` looks like a label too; a speaker says more than one thing, or carries a mark. */
function speakerLabels(lines: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const match = label.exec(line)
    if (!match) continue
    const isMarked = match[1]!.endsWith(')') || /\d\d:\d\d/.test(match[0])
    counts.set(match[1]!, (counts.get(match[1]!) ?? 0) + (isMarked ? 2 : 1))
  }
  return new Set([...counts].filter(([, count]) => count > 1).map(([name]) => name))
}
