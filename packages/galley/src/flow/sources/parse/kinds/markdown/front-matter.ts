import { parse as parseYaml } from 'yaml'
import { publicationDate } from '../../publication-date.ts'

/** What a document says about itself above its text. */
export interface FrontMatter {
  title: string | null
  language: string | null
  authors: string[]
  /** Those of the authors that are named as speakers. */
  speakers: string[]
  publishedAt: string | null
  metadata: Record<string, string>
  /** The document without its front matter. */
  body: string
}

/**
 * Takes YAML front matter off a document. TOML and JavaScript front matter is taken off unread:
 * nothing in a source is ever evaluated.
 */
export function readFrontMatter(text: string): FrontMatter {
  const match = /^(---|\+\+\+)[ \t]*(\w*)[ \t]*\n([\s\S]*?\n)??\1[ \t]*(?:\n|$)/.exec(text)
  const isFront = match !== null
  const fields =
    isFront && match[1] === '---' && /^(?:yaml|yml)?$/i.test(match[2]!)
      ? yamlFields(match[3] ?? '')
      : {}
  // A rule at the very top is no front matter: keep the text.
  const hasFields = fields !== null
  const body = isFront && hasFields ? text.slice(match[0].length) : text
  return { ...named(fields ?? {}), body }
}

function yamlFields(source: string): Record<string, unknown> | null {
  if (source.trim() === '') return {}
  try {
    const value: unknown = parseYaml(source, { maxAliasCount: 50 })
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? { ...value }
      : null
  } catch {
    return looseFields(source)
  }
}

/** Broken YAML, such as an unquoted colon in a title, still tells its simple fields. */
function looseFields(source: string): Record<string, unknown> | null {
  const pairs = [...source.matchAll(/^([\w-]+):[ \t]*(\S.*)$/gm)]
  return pairs.length === 0
    ? null
    : Object.fromEntries(pairs.map((pair) => [pair[1], pair[2]!.replace(/^(["'])(.*)\1$/, '$2')]))
}

function named(fields: Record<string, unknown>): Omit<FrontMatter, 'body'> {
  const byName = new Map(Object.entries(fields).map(([key, value]) => [key.toLowerCase(), value]))
  const first = (...names: string[]) =>
    names.map((name) => byName.get(name)).find((value) => value != null)
  const speakers = names(first('speakers', 'speaker', 'guests', 'hosts'))
  const written = names(first('authors', 'author', 'by', 'byline'))
  return {
    title: text(first('title')) || null,
    language: text(first('language', 'lang', 'locale')) || null,
    authors: [...new Set([...written, ...speakers])],
    speakers,
    publishedAt: publicationDate(
      first('date', 'published', 'publishdate', 'pubdate', 'published_at'),
    ),
    metadata: Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, text(value)])),
  }
}

function names(value: unknown): string[] {
  const list = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.split(/\s*[,;&]\s*|\s+and\s+/)
      : []
  return list.map((item) => text(item?.name ?? item)).filter((name) => name !== '')
}

function text(value: unknown): string {
  if (value == null) return ''
  if (Array.isArray(value))
    return value
      .map(text)
      .filter((part) => part !== '')
      .join(', ')
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim()
}
