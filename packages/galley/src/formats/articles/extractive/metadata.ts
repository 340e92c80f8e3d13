import type { SourceText } from '../../../flow/sources/index.ts'
import { rankPhrases } from '../../../platform/text/keyphrases/index.ts'
import type { Metadata, Outline } from '../content.ts'
import { mainLanguage } from '../main-language.ts'
import { slugify } from '../slug.ts'
import { phrasesOf } from './headings.ts'
import { unescapeMarkdown } from './markdown.ts'
import { readMaterial } from './material.ts'
import { rankMaterial } from './quality.ts'

export interface ExtractMetadataInput {
  sources: SourceText[]
  outline: Outline
  /** BCP 47; counts only where the sources do not say their own. */
  language?: string
}

const longestTitle = 60
const longestDescription = 155
const mostKeywords = 8

/**
 * Search metadata from the outline and the sources' key phrases: a title of about 60 characters,
 * a description of at most 155, cut between sentences or words.
 *
 * @example
 * extractMetadata({ sources, outline }).slug // 'what-is-utreexo'
 */
export default function extractMetadata(input: ExtractMetadataInput): Metadata {
  const { outline } = input
  const title = shortened(outline.title, longestTitle)
  const standfirst = outline.standfirst.map((sentence) => unescapeMarkdown(sentence.text))
  const summaries = outline.sections.map((section) => section.summary).filter(Boolean)
  const description = described(
    standfirst.length > 0 ? standfirst : [summaries[0] ?? outline.title],
  )
  const language = mainLanguage(input.sources)
  return { title, description, slug: slugify(title, { language }), keywords: keywordsOf(input) }
}

/** Whole sentences from the first on, else one that fits, else whole words and an ellipsis. */
function described(sentences: readonly string[]): string {
  const plain = sentences.map((sentence) => sentence.replace(/\s+/g, ' ').trim())
  for (let count = plain.length; count > 0; count--) {
    const text = plain.slice(0, count).join(' ')
    if (text.length <= longestDescription) return text
  }
  const fitting = plain.find(({ length }) => length >= 60 && length <= longestDescription)
  return fitting ?? `${shortened(plain[0]!, longestDescription - 1)}…`
}

/** Cut at a colon or dash if enough is left before it, else at a word. */
function shortened(text: string, most: number): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  if (plain.length <= most) return plain
  const head = plain.slice(0, most + 1)
  const clause = Math.max(
    head.lastIndexOf(': '),
    head.lastIndexOf(' – '),
    head.lastIndexOf(' - '),
    head.lastIndexOf(' | '),
  )
  const word = head.lastIndexOf(' ')
  const cut = clause > most * 0.5 ? clause : word > most * 0.4 ? word : most
  return safeSlice(plain, cut).replace(/[\s,;:–—-]+$/u, '')
}

/** Never half of a character. */
function safeSlice(text: string, end: number): string {
  const code = text.charCodeAt(end - 1)
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end)
}

function keywordsOf(input: ExtractMetadataInput): string[] {
  const material = readMaterial(input.sources, input.language)
  const { quality } = rankMaterial(material)
  const total = material.statements.length
  const ranked = rankPhrases(phrasesOf(material, quality), { start: 0, end: total }, total, quality)
  const keywords: string[] = []
  const stems = new Set<string>()
  for (const phrase of ranked) {
    if (keywords.length >= mostKeywords) break
    const isNew = phrase.contentStems.some((stem) => !stems.has(stem)) && phrase.text.length <= 40
    if (!isNew || phrase.stems.length !== phrase.contentStems.length) continue
    for (const stem of phrase.contentStems) stems.add(stem)
    keywords.push(phrase.text)
  }
  return keywords
}
