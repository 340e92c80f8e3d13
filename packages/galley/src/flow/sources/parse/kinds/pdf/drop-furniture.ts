import type { Fragment, PageText } from './page-text.ts'

/**
 * Drops what is on a page but not in the text: page numbers, and headers and footers that come back
 * on other pages (with other numbers in them).
 */
export function dropFurniture(pages: PageText[]): PageText[] {
  const seen = new Map<string, Set<number>>()
  for (const page of pages) {
    for (const fragment of marginal(page)) {
      const key = pattern(fragment)
      seen.set(key, (seen.get(key) ?? new Set()).add(page.number))
    }
  }
  const enough = pages.length > 5 ? 3 : 2
  const comesBack = (fragment: Fragment) =>
    pages.length > 1 && seen.get(pattern(fragment))!.size >= enough
  return pages.map((page) => {
    const margins = new Set(marginal(page))
    const isFurniture = (fragment: Fragment) =>
      margins.has(fragment) &&
      (isPageNumber(fragment.text) || isRunningTitle(fragment.text) || comesBack(fragment))
    return { ...page, fragments: page.fragments.filter((fragment) => !isFurniture(fragment)) }
  })
}

function marginal(page: PageText): Fragment[] {
  return page.fragments.filter(
    (fragment) => fragment.y < page.height * 0.09 || fragment.y > page.height * 0.92,
  )
}

function pattern(fragment: Fragment): string {
  return fragment.text.replace(/\d+/g, '#').replace(/\s+/g, ' ').trim().toLowerCase()
}

function isPageNumber(text: string): boolean {
  return /^\s*(?:page\s*)?[-–—[(]?\s*(?:\d{1,4}|[ivxlc]{1,6}|\d{1,2}-\d{1,3})\s*[-–—\])]?(?:\s*(?:\/|of)\s*\d{1,4})?\s*$/i.test(
    text,
  )
}

/** `Chapter 2: Naming 3`, which a short chapter may have only once. */
function isRunningTitle(text: string): boolean {
  return /^\s*(?:(?:chapter|section|appendix)\s.*\s\d{1,4}|\d{1,4}\s+(?:chapter|section|appendix)\s.*)\s*$/i.test(
    text,
  )
}
