import { lexicalSupport } from '../../platform/text/grounding/index.ts'
import type { Segment, SourceText } from '../../flow/sources/index.ts'
import type { Support } from './article.ts'
import type { Citation, Sentence } from './content.ts'
import { plainText } from './markdown/inline.ts'

/** What words alone say of a sentence. */
export interface Judgement {
  support: Support
  /** The words do not settle it: a paraphrase, another language. A model can. */
  isOpen: boolean
  sentence: string
  cited: string[]
}

/** Up to this a cited segment is read whole; of a longer one, what stands around the range. */
const LONGEST_READ = 4000

/**
 * Makes the check of sentences by their words. One that cites nothing (or nothing that is there) is
 * unsupported; of one in another language than its source, words say nothing.
 *
 * @param language of the sentences
 */
export function judgeByWords(sources: readonly SourceText[], language: string) {
  const found = new Map<string, { source: SourceText; segment: Segment }>()
  for (const source of sources) {
    for (const segment of source.segments)
      found.set(`${source.id}/${segment.id}`, { source, segment })
  }

  return ({ text, citations }: Sentence): Judgement => {
    const sentence = plainText(text)
    const entries = citations.flatMap((citation) => {
      const entry = found.get(`${citation.sourceId}/${citation.segmentId}`)
      return entry ? [{ ...entry, text: readAround(entry.segment, citation) }] : []
    })
    const cited = entries.map((entry) => entry.text)
    if (cited.length === 0) return { support: 'unsupported', isOpen: false, sentence, cited }
    if (entries.some(({ source }) => isForeign(source.language, language))) {
      return { support: 'unchecked', isOpen: true, sentence, cited }
    }
    const { isSupported } = lexicalSupport(sentence, cited, language)
    return {
      support: isSupported ? 'supported' : 'unsupported',
      isOpen: !isSupported,
      sentence,
      cited,
    }
  }
}

/** The range says where to look, the segment what was said. */
function readAround(segment: Segment, { start, end }: Citation): string {
  if (segment.text.length <= LONGEST_READ) return segment.text
  const middle = (start + end) / 2 - segment.start
  const from = Math.max(0, Math.floor(middle - LONGEST_READ / 2))
  return segment.text.slice(from, from + LONGEST_READ).toWellFormed()
}

function isForeign(source: string, article: string): boolean {
  const [one, other] = [source, article].map((tag) => tag.split('-')[0])
  return one !== 'und' && other !== 'und' && one !== other
}
