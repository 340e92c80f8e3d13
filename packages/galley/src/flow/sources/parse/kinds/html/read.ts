import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { decodeText } from '../../decode-text.ts'
import { elementToBlocks, htmlToBlocks } from '../../html/html-to-blocks.ts'
import type { Block, ParsedBlocks, ParserInput } from '../../parsed-source.ts'
import { publicationDate } from '../../publication-date.ts'
import { attributeSpeakers } from '../../transcript/attribute-speakers.ts'

/** Reads a page's article; where none stands out, all of its text but navigation and scripts. */
export function read(input: ParserInput): ParsedBlocks {
  const { text, encoding } = decodeText(input.bytes, input.charset ?? declaredCharset(input.bytes))
  const isPage = /<body[\s>]|<html[\s>]/i.test(text)
  const page = () =>
    parseHTML(isPage ? text : `<!doctype html><html><body>${text}</body></html>`).document
  const document = page() as unknown as Document // Readability takes it apart: the fallback parses anew

  const described = describe(document)
  const canRead = isPage && !isNestedDeeper(text, MOST_NESTING)
  const article = canRead ? new Readability(document, { charThreshold: 250 }).parse() : null
  const found = article?.content ? htmlToBlocks(article.content) : []
  const blocks = hasProse(found) ? found : elementToBlocks(page().body as unknown as Element)
  const title = described.heading ?? (article?.title || described.title)
  return {
    blocks: attributeSpeakers(withoutTitle(blocks, title), { isMostlyProse: true }),
    title,
    language: described.language ?? article?.lang ?? null,
    authors: authorNames(article?.byline ?? described.author),
    publishedAt: publicationDate(article?.publishedTime ?? described.date),
    metadata: {
      encoding,
      siteName: article?.siteName ?? '',
      excerpt: article?.excerpt ?? '',
      canonicalUrl: described.canonicalUrl ?? '',
    },
  }
}

/** Beyond this Readability takes minutes, and no page that people wrote goes this deep. */
const MOST_NESTING = 150

/** Counts tags, which is close enough and needs no recursion. */
function isNestedDeeper(html: string, limit: number): boolean {
  let depth = 0
  for (const [tag] of html.matchAll(
    /<\/?(?:div|span|section|article|table|ul|ol|font|b|i|em|strong)\b/gi,
  )) {
    depth += tag.startsWith('</') ? -1 : 1
    if (depth > limit) return true
  }
  return false
}

/** A charset in the first bytes, as the HTML standard looks for it. */
function declaredCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const match =
    /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|^\s*<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i.exec(
      head,
    )
  return match?.[1] ?? match?.[2] ?? null
}

function describe(document: Document) {
  const meta = (...names: string[]) => {
    for (const name of names) {
      const found = document.querySelector(
        `meta[property="${name}"], meta[name="${name}"], meta[itemprop="${name}"]`,
      )
      const content = found?.getAttribute('content')?.trim()
      if (content) return content
    }
    return null
  }
  const pageTitle = plainText(document.querySelector('title'))
  const headings = [...document.querySelectorAll('h1')].map(plainText)
  const isTitle = (heading: string) =>
    pageTitle.startsWith(heading) && heading.length * 2 > pageTitle.length
  return {
    // "Part one: the rest | Site" is cut at its colon by Readability; the page's heading knows better.
    heading: headings.find(isTitle) ?? null,
    title: meta('og:title', 'twitter:title') ?? (pageTitle || null),
    author: meta('author', 'article:author', 'dc.creator'),
    date:
      meta('article:published_time', 'datePublished', 'dc.date', 'date', 'pubdate') ??
      document.querySelector('time[datetime]')?.getAttribute('datetime') ??
      null,
    language: document.documentElement?.getAttribute('lang') || meta('og:locale'),
    canonicalUrl: document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? null,
  }
}

function plainText(element: Element | null): string {
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim()
}

function hasProse(blocks: Block[]): boolean {
  return blocks.some((block) => block.kind !== 'heading' && block.text.trim().length > 20)
}

function authorNames(byline: string | null | undefined): string[] {
  const line = (byline ?? '').replace(/\s+/g, ' ').trim()
  if (line === '' || /^https?:/.test(line) || line.length > 150) return []
  return line
    .replace(/^(?:written )?by:?\s+/i, '')
    .split(/\s*[,;|]\s+(?=\p{Lu})|\s+and\s+|\s+&\s+/u)
}

/** The title is kept as the title; as a heading it would stand above everything else. */
function withoutTitle(blocks: Block[], title: string | null): Block[] {
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase()
  const isTitle = (block: Block) =>
    block.kind === 'heading' && plain(block.text) === plain(title ?? '')
  const place = blocks.slice(0, 4).findIndex(isTitle)
  return place === -1 ? blocks : blocks.toSpliced(place, 1)
}
