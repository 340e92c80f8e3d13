import { splitSentences } from '../../platform/text/index.ts'
import type { CitedSentence, CitedText, Support } from './article.ts'
import type { Block, Sentence } from './content.ts'

/** A sentence as the check left it. */
export type CheckedSentence = Sentence & { support?: Support }

/** Blocks become Markdown; every sentence keeps its place in it. */
export function blocksToCitedText(
  blocks: readonly (Omit<Block, 'sentences'> & { sentences: readonly CheckedSentence[] })[],
): CitedText {
  const writer = createWriter()
  for (const [index, block] of blocks.entries()) {
    if (index > 0) writer.raw('\n\n')
    const last = block.sentences.length - 1
    const [open, between, close] = {
      paragraph: ['', ' ', ''],
      quote: ['> ', ' ', block.speaker ? `\n>\n> — ${escapeInline(block.speaker)}` : ''],
      list: ['- ', '\n- ', ''],
      question: ['**', ' ', '**'],
    }[block.kind] as [string, string, string]
    writer.raw(open)
    for (const [position, sentence] of block.sentences.entries()) {
      writer.sentence(sentence)
      if (position < last) writer.raw(between)
    }
    writer.raw(close)
  }
  return writer.done()
}

function createWriter() {
  let markdown = ''
  const sentences: CitedSentence[] = []
  return {
    raw(text: string) {
      markdown += text
    },
    sentence({ text, citations, support = 'unchecked' }: CheckedSentence) {
      const line = text.replace(/\s*\n\s*/g, ' ')
      const start = markdown.length
      markdown += line
      sentences.push({ start, end: markdown.length, citations, support })
    },
    done: (): CitedText => ({ markdown, sentences }),
  }
}

function escapeInline(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&')
}

/**
 * The cited text after a person changed its Markdown: sentences that are still there keep their
 * citations at their new place; new ones have none, and say so.
 */
export function reanchor(
  previous: CitedText | null,
  markdown: string,
  language: string,
): CitedText {
  const kept: CitedSentence[] = []
  let from = 0
  for (const sentence of previous?.sentences ?? []) {
    const text = previous!.markdown.slice(sentence.start, sentence.end)
    const start = markdown.indexOf(text, from)
    if (start < 0) continue
    from = start + text.length
    kept.push({ ...sentence, start, end: from })
  }
  const sentences: CitedSentence[] = []
  let at = 0
  for (const sentence of [...kept, null]) {
    sentences.push(...plainSentences(markdown, at, sentence?.start ?? markdown.length, language))
    if (!sentence) break
    sentences.push(sentence)
    at = sentence.end
  }
  return { markdown, sentences }
}

/** Sentences of prose between two offsets; marks, rules and empty stretches are none. */
function plainSentences(
  markdown: string,
  from: number,
  to: number,
  language: string,
): CitedSentence[] {
  const stretch = markdown.slice(from, to)
  return splitSentences(stretch, language)
    .filter(({ start, end }) => /[\p{L}\p{N}]{2}/u.test(stretch.slice(start, end)))
    .map(({ start, end }) => ({
      start: from + start,
      end: from + end,
      citations: [],
      support: 'unchecked' as const,
    }))
}
