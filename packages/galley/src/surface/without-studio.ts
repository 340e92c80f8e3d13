import { html } from 'hono/html'
import type { Mount } from '../platform/http/index.ts'
import { renderCard } from './layout/index.ts'

/** Where mails and messages lead to, which the studio answers where there is one. */
const paths = [
  '/sign-in',
  '/sign-up',
  '/sign-out',
  '/verify-email',
  '/forgot-password',
  '/reset-password',
  '/join',
  '/account',
  '/account/security',
]

/** On a server without the studio, who follows a link is told why it does not work here, and what does. */
export const withoutStudio: readonly Mount[] = paths.map((path) => ({
  path,
  async handler() {
    const title = 'This needs the studio'
    const page = await renderCard({
      title,
      description: 'This server runs without the studio.',
      body: html`<h1>${title}</h1>
        <p class="about">
          This server runs without it. Ask whoever looks after the server to start it with
          <code>GALLEY_STUDIO=1</code>, then open the link again: it stays good until it expires.
        </p>
        <p>
          To let a program in, <a href="/device">enter its code</a>. What programs can do is in the
          <a href="/docs">API reference</a>.
        </p>`,
    })
    return new Response(page.body, { status: 404, headers: page.headers })
  },
}))
