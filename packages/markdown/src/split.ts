import { fromMarkdown } from 'mdast-util-from-markdown'
import type { ArticleText } from './article.ts'

export interface MarkdownParts {
  /** The first heading of the first level, if nothing but space stands before it. */
  title: string | null
  /** What stands before the first heading of the second level. */
  lead: string
  sections: { heading: string; markdown: string }[]
}

/**
 * A whole document of Markdown, cut at its headings of the second level. Headings in code, quotes
 * and lists are not cut at.
 *
 * @example
 * splitMarkdown('# Bees\n\nShort.\n\n## Hives\n\nLong.')
 * // { title: 'Bees', lead: 'Short.', sections: [{ heading: 'Hives', markdown: 'Long.' }] }
 */
export function splitMarkdown(markdown: string): MarkdownParts {
  const headings = fromMarkdown(markdown).children.flatMap((node) =>
    node.type === 'heading' && node.depth <= 2
      ? [
          {
            depth: node.depth,
            start: node.position!.start.offset!,
            end: node.position!.end.offset!,
            text: headingText(
              markdown.slice(node.position!.start.offset, node.position!.end.offset),
            ),
          },
        ]
      : [],
  )
  const [first] = headings
  const isTitled = first?.depth === 1 && markdown.slice(0, first.start).trim() === ''
  const cuts = headings.filter((heading) => heading.depth === 2)
  const from = isTitled ? first.end : 0
  return {
    title: isTitled ? first.text : null,
    lead: trimBlankLines(markdown.slice(from, cuts[0]?.start)),
    sections: cuts.map(({ text, end }, index) => ({
      heading: text,
      markdown: trimBlankLines(markdown.slice(end, cuts[index + 1]?.start)),
    })),
  }
}

/** Spaces before the first words stay: four of them make a block of code. */
const trimBlankLines = (markdown: string): string =>
  markdown.replace(/^(?:[ \t\r]*\n)+/, '').trimEnd()

/** `## Heading ##` and the underlined kind without their signs. */
const headingText = (source: string): string =>
  source
    .replace(/^ {0,3}#{1,6}[ \t]*/, '')
    .replace(/[ \t]+#+[ \t]*$/, '')
    .replace(/\n {0,3}(?:=+|-+)[ \t]*$/, '')
    .replace(/\s+/g, ' ')
    .trim()

/**
 * The whole article as one text of Markdown, for who would rather write that.
 *
 * @example
 * joinSections(text) // '# Bees\n\nShort.\n\n## Hives\n\nLong.\n'
 */
export function joinSections({
  title,
  standfirst,
  sections,
}: Omit<ArticleText, 'takeaways'>): string {
  const parts = [
    `# ${title}`,
    trimBlankLines(standfirst),
    ...sections.flatMap(({ heading, markdown }) => [`## ${heading}`, trimBlankLines(markdown)]),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}
