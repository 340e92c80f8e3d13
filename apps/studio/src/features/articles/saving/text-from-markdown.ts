import { splitMarkdown } from '@galley/markdown'
import type { ArticleText, SectionText } from '@galley/markdown'
import { newSectionId } from '../../../editor/commands.ts'

/**
 * An article from its whole Markdown. Sections are told again by their headings, and those whose
 * heading changed by their place, so that what is known of them stays with them; their text keeps
 * its bytes where it says the same.
 */
export function textFromMarkdown(markdown: string, before: ArticleText): ArticleText {
  const { title, lead, sections } = splitMarkdown(markdown.replace(/\r\n?/g, '\n'))
  const left = new Set(before.sections)
  const byHeading = sections.map(({ heading }) => {
    const found = [...left].find((section) => section.heading === heading)
    if (found) left.delete(found)
    return found
  })
  return {
    title: title ?? before.title,
    standfirst: lead === before.standfirst.trim() ? before.standfirst : lead,
    takeaways: before.takeaways,
    sections: sections.map((section, index) => {
      const atPlace = before.sections[index]
      const known = byHeading[index] ?? (atPlace && left.has(atPlace) ? atPlace : undefined)
      if (known) left.delete(known)
      return continued(section, known)
    }),
  }
}

function continued(
  { heading, markdown }: { heading: string; markdown: string },
  known: SectionText | undefined,
): SectionText {
  const isSame = known?.markdown.trim() === markdown
  return {
    id: known?.id ?? newSectionId(),
    heading,
    markdown: isSame ? known!.markdown : markdown,
  }
}
