import type { Node } from 'prosemirror-model'
import { editableBlocks, readRegion, writeRegion } from './region.ts'
import type { Region } from './region.ts'
import { schema } from './schema.ts'

/** An article's words, as the API holds them: Markdown everywhere but in title and headings. */
export interface ArticleText {
  title: string
  standfirst: string
  sections: readonly SectionText[]
  takeaways: string
}

export interface SectionText {
  id: string
  heading: string
  markdown: string
}

/** What each part of the article was read from; by its section's id. */
export interface Origins {
  standfirst: Region
  takeaways: Region
  sections: ReadonlyMap<string, Region>
}

const { nodes } = schema
const line = (text: string) => (text ? schema.text(text) : null)
const nothing = readRegion('')

/**
 * An article as a document of the editor, and what is needed to write it back without changing a
 * byte that nobody touched.
 *
 * @example
 * const { doc, origins } = openArticle(text)
 * readArticle(doc, origins) // equals text
 */
export function openArticle(text: ArticleText): { doc: Node; origins: Origins } {
  const origins: Origins = {
    standfirst: readRegion(text.standfirst),
    takeaways: readRegion(text.takeaways),
    sections: new Map(text.sections.map(({ id, markdown }) => [id, readRegion(markdown)])),
  }
  const sections = text.sections.map((section) => sectionNode(section, origins))
  const doc = nodes.doc.create(null, [
    nodes.title.create(null, line(text.title)),
    nodes.standfirst.create(null, editableBlocks(origins.standfirst)),
    ...(sections.length > 0 ? sections : [sectionNode(blankSection, origins)]),
    ...(text.takeaways.trim()
      ? [nodes.takeaways.create(null, editableBlocks(origins.takeaways))]
      : []),
  ])
  return { doc, origins }
}

const blankSection: SectionText = { id: 'new-first', heading: '', markdown: '' }

/** A section as a node; its Markdown is read where it was not before. */
export function sectionNode({ id, heading, markdown }: SectionText, origins?: Origins): Node {
  const region = origins?.sections.get(id) ?? readRegion(markdown)
  return nodes.section.create({ id }, [
    nodes.section_heading.create(null, line(heading)),
    ...editableBlocks(region),
  ])
}

/** The words of a document of the editor. */
export function readArticle(doc: Node, origins: Origins): ArticleText {
  const text = { title: '', standfirst: '', takeaways: '', sections: [] as SectionText[] }
  for (const child of doc.children) {
    if (child.type === nodes.title) text.title = child.textContent
    if (child.type === nodes.standfirst) {
      text.standfirst = writeRegion(child.children, origins.standfirst)
    }
    if (child.type === nodes.takeaways) {
      text.takeaways = writeRegion(child.children, origins.takeaways)
    }
    if (child.type === nodes.section) text.sections.push(readSection(child, origins))
  }
  return text
}

/** One section of it. */
export function readSection(section: Node, origins: Origins): SectionText {
  const [heading, ...blocks] = section.children
  const id = section.attrs['id'] as string
  return {
    id,
    heading: heading!.textContent,
    markdown: writeRegion(blocks, origins.sections.get(id) ?? nothing),
  }
}
