import { html } from 'hono/html'
import { action, view } from './fields.ts'
import { renderScripted } from './render.ts'
import type { Visit } from './visit.ts'

/** Asks first: a link of another site must not sign anybody out. */
export function signOutPage({ signedInAs }: Visit): Promise<Response> {
  const description = 'Sign out of Galley.'
  const away = html`<p class="about">Until next time.</p>
    <p class="next"><a class="button" href="/sign-in">Sign in</a></p>`
  if (signedInAs === null) {
    const title = 'You are signed out'
    return renderScripted({
      title,
      description,
      body: html`<h1>${title}</h1>
        ${away}`,
    })
  }
  return renderScripted({
    title: 'Sign out',
    description,
    script: 'sign-out',
    body: html`
      ${view({
        name: 'start',
        title: 'Sign out?',
        isFirst: true,
        body: html`<p class="about">
            You are signed in as <strong class="given">${signedInAs}</strong> in this browser.
          </p>
          <div class="next">${action('sign-out', 'Sign out')}</div>
          <p class="below"><a href="/account">Back to your account</a></p>`,
      })}
      ${view({ name: 'done', title: 'You are signed out', body: away })}
    `,
  })
}
