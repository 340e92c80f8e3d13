import { html } from 'hono/html'
import { renderPage } from './page.ts'

type Html = ReturnType<typeof html>

export interface Card {
  title: string
  description: string
  body: Html
  scripts?: readonly string[]
  styles?: readonly string[]
  /** For more than one thing at a time. */
  isWide?: boolean
}

/** A page with one matter in its middle, which forms of this server may belong to. */
export const renderCard = ({ title, description, body, scripts, styles, isWide = false }: Card) =>
  renderPage({
    title: `${title} · Galley`,
    description,
    bodyClass: isWide ? 'card wide' : 'card',
    hasForms: true,
    ...(scripts && { scripts }),
    ...(styles && { styles }),
    body: html`
      <header class="bar"><a class="mark" href="/">Galley</a></header>
      <main>${body}</main>
    `,
  })
