/**
 * HTML as word processors put it on the clipboard, made into plain HTML: Word's paragraphs that
 * only look like lists become lists, and what is only for their own eyes goes.
 *
 * @param html - as the clipboard gives it; it is parsed in a document that runs nothing
 */
export function cleanPastedHtml(html: string): string {
  if (!/mso-|MsoNormal|docs-internal-guid|urn:schemas-microsoft/.test(html)) return html
  const { body } = parseInert(html)
  for (const element of body.querySelectorAll('style, script, meta, link, title, o\\:p')) {
    element.remove()
  }
  makeLists(body)
  for (const element of body.querySelectorAll<HTMLElement>('[style], [class]')) {
    keepMeaningfulStyle(element)
  }
  return body.innerHTML
}

/** Nothing is fetched and nothing runs in a document that no window shows. */
function parseInert(html: string): Document {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes
  policy ??= types?.createPolicy('galley-clipboard', { createHTML: (text) => text })
  const trusted = policy ? policy.createHTML(html) : html
  return new DOMParser().parseFromString(trusted as string, 'text/html')
}

interface Policy {
  createHTML(text: string): unknown
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string }): Policy
}

let policy: Policy | undefined

function makeLists(body: HTMLElement): void {
  const open: { list: HTMLElement; level: number }[] = []
  let last: Element | null = null
  for (const paragraph of Array.from(body.querySelectorAll<HTMLElement>('p'))) {
    const [, depth] =
      /mso-list:\s*l\d+\s+level(\d+)/.exec(paragraph.getAttribute('style') ?? '') ?? []
    if (depth === undefined) continue
    // A new list begins where something else stands between.
    if (paragraph.previousElementSibling !== last) open.length = 0
    const level = Number(depth)
    const marker = takeMarker(paragraph)
    while (open.length > 0 && open.at(-1)!.level > level) open.pop()
    if (open.at(-1)?.level !== level) {
      const list = body.ownerDocument.createElement(/^\w+[.)]/.test(marker) ? 'ol' : 'ul')
      const parent = open.at(-1)?.list.lastElementChild
      if (parent) parent.append(list)
      else paragraph.before(list)
      open.push({ list, level })
    }
    const item = body.ownerDocument.createElement('li')
    item.append(...paragraph.childNodes)
    open.at(-1)!.list.append(item)
    last = open[0]!.list
    paragraph.remove()
  }
}

/** The bullet or number that Word writes as text, with the spaces behind it. */
function takeMarker(paragraph: HTMLElement): string {
  const ignored = [...paragraph.querySelectorAll<HTMLElement>('span')].find((span) =>
    /mso-list:\s*Ignore/i.test(span.getAttribute('style') ?? ''),
  )
  const text = ignored?.textContent?.trim() ?? ''
  ignored?.remove()
  return text
}

const kept = ['font-weight', 'font-style', 'text-decoration', 'text-align'] as const

function keepMeaningfulStyle(element: HTMLElement): void {
  const values = kept.map((name) => [name, element.style.getPropertyValue(name)] as const)
  element.removeAttribute('style')
  element.removeAttribute('class')
  for (const [name, value] of values) if (value) element.style.setProperty(name, value)
}
