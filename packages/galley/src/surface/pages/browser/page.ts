/** The element with this id, of which the page was rendered. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.querySelector<T>(`#${id}`)
  if (!element) throw new Error(`the page has no #${id}`)
  return element
}

/** Shows one view of the page in the place of all others, and says so to who cannot see it. */
export function showView(name: string): void {
  for (const view of document.querySelectorAll<HTMLElement>('[data-view]')) {
    view.hidden = view.dataset.view !== name
  }
  const view = document.querySelector(`[data-view="${name}"]`)!
  const heading = view.querySelector<HTMLElement>('h1')
  if (heading) document.title = `${heading.textContent} · Galley`
  const first = view.querySelector<HTMLElement>('input:not([type=hidden]):not([readonly])')
  ;(first ?? heading)?.focus()
}

/** Puts a text that somebody else may have written where the page has room for it. */
export function write(name: string, text: string, within: ParentNode = document): void {
  for (const place of within.querySelectorAll(`[data-text="${name}"]`)) place.textContent = text
}

type Child = Node | string

/** An element. Texts become text, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

/** What stands behind the `#`, which no server and no log ever sees. */
export function fragmentValue(name: string): string | null {
  return new URLSearchParams(location.hash.slice(1)).get(name)
}

/** A link that is opened where its page is open already changes the fragment only. */
export function readAgainOnNewLink(): void {
  addEventListener('hashchange', () => location.reload())
}

/** Leaves nothing of a link in the address bar and the history. */
export function forgetFragment(): void {
  history.replaceState(null, '', location.pathname + location.search)
}

/** A moment as people here write it. */
export const day = (moment: string): string =>
  new Date(moment).toLocaleDateString(undefined, { dateStyle: 'medium' })
