import type { ModelQuestion } from '../../fakes/models/index.ts'

/**
 * A talk of so many paragraphs. Its word stands in every one of them, and so in every prompt that
 * is made of it: that is how a test tells the calls of one job from those of another.
 */
export function talkAbout(word: string, paragraphs = 12): string {
  const lines = Array.from({ length: paragraphs }, (_, index) => {
    const number = 100 + index
    return `The ${word} garden grew ${number} kilos of beans in bed ${number}, and the gardeners of the ${word} garden wrote down every kilo before they carried the beans home.`
  })
  return lines.join('\n\n')
}

/**
 * What the model server says to each of the pipeline's prompts: valid, and the same every time. One
 * sentence of each chapter is its source's own; the other one shares no word with it, so that the
 * model is asked about it once more by the citation check.
 */
export function writePlainly(question: ModelQuestion): unknown {
  const prompt = taskOf(question)
  const segments = readSegments(prompt)
  const step = stepOf(question)
  if (step === 'outline.generate') return writeOutline(question, segments)
  if (step.startsWith('chapters.organize')) return writeChapter(prompt, segments)
  if (step.startsWith('citations.check')) {
    const claims = prompt.match(/^Claim \d+:/gm) ?? []
    return { verdicts: claims.map((_, index) => ({ claim: index + 1, isSupported: true })) }
  }
  const title = prompt.split('\n', 1)[0]!
  return { title, description: `${title}, told in full.`, slug: 'beans', keywords: ['beans'] }
}

/** The step that asked, as the job's record names it. */
export function stepOf(question: ModelQuestion): string {
  const properties = (question.schema?.['properties'] ?? {}) as Record<string, unknown>
  const prompt = taskOf(question)
  if ('sections' in properties) return 'outline.generate'
  if ('blocks' in properties) {
    return `chapters.organize/${/^This section: Part (\d+)/m.exec(prompt)![1]}`
  }
  if ('verdicts' in properties) return `citations.check/${/Chapter (\d+) pleases/.exec(prompt)![1]}`
  return 'seo.generate'
}

/** What was asked at first, before any corrections. */
export function taskOf({ messages }: ModelQuestion): string {
  return messages[0]?.content ?? ''
}

interface Shown {
  number: number
  text: string
}

function readSegments(prompt: string): Shown[] {
  return [...prompt.matchAll(/^\[(\d+)\] (.+)$/gm)].map(([, number, text]) => ({
    number: Number(number),
    text: text!,
  }))
}

function writeOutline({ instructions }: ModelQuestion, segments: readonly Shown[]) {
  const count = Number(/exactly (\d+)/.exec(instructions)?.[1] ?? 3)
  const word = /The (\S+) garden/.exec(segments[0]!.text)![1]!
  const size = Math.ceil(segments.length / count)
  const cited = { text: segments[0]!.text, segments: [segments[0]!.number] }
  return {
    title: `Beans of the ${word} garden`,
    standfirst: [cited],
    takeaways: [cited],
    sections: Array.from({ length: count }, (_, index) => ({
      heading: `Part ${index + 1} of the ${word} garden`,
      summary: `What the ${word} garden grew.`,
      segments: segments.slice(index * size, (index + 1) * size).map(({ number }) => number),
    })),
  }
}

function writeChapter(prompt: string, segments: readonly Shown[]) {
  const heading = /^This section: (Part (\d+)[^.]*)/m.exec(prompt)!
  const [first] = segments
  const rests = [first!.number]
  const sentences = [
    { text: first!.text, segments: rests },
    { text: `Chapter ${heading[2]} pleases patient readers everywhere.`, segments: rests },
  ]
  return { heading: heading[1], blocks: [{ kind: 'paragraph', speaker: null, sentences }] }
}
