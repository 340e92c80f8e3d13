import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
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
const corpus =
  process.env['GALLEY_CORPUS'] ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url))

/** The transcripts: in `GALLEY_CORPUS`, or in `shared/corpus` beside the repository. */
export const talksFolder = `${corpus}/talks`

/** Reads every transcript of the corpus, by name. */
export async function readTalks(): Promise<Talk[]> {
  const files = (await readdir(talksFolder)).filter((file) => file.endsWith('.md')).sort()
  return Promise.all(
    files.map(async (file) =>
      readTalk(file.slice(0, -3), await readFile(`${talksFolder}/${file}`, 'utf8')),
    ),
  )
}

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

/**
 * The talk as it would be had nobody put headings in. A heading in the middle of a turn leaves a
 * paragraph break behind that the speech never had, which gives it away; so in a conversation only
 * a change of speaker counts as a break. In a lecture paragraphs stay, as they are all there is.
 */
export function turnsOnly(talk: Talk): Talk {
  const changes = talk.speakers.map((speaker, i) => i > 0 && speaker !== talk.speakers[i - 1])
  const isConversation = changes.filter(Boolean).length >= fewTurns
  const breaks = isConversation ? changes.map((change, i) => change || i === 0) : talk.breaks
  return { ...talk, breaks }
}

/** With fewer changes of speaker than this a talk is a lecture with questions. */
const fewTurns = 20

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
