import { html } from 'hono/html'
import { renderPage } from './page.ts'

type Html = ReturnType<typeof html>

export interface Card {
  title: string
  description: string
  body: Html
}

/** A page with one matter in its middle, which forms of this server may belong to. */
export const renderCard = ({ title, description, body }: Card) =>
  renderPage({
    title: `${title} · Galley`,
    description,
    bodyClass: 'card',
    hasForms: true,
    body: html`
      <header class="bar"><a class="mark" href="/">Galley</a></header>
      <main>${body}</main>
    `,
  })
