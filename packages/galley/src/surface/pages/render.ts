import { html } from 'hono/html'
import { renderCard } from '../layout/index.ts'
import { scriptAddress, styleAddress } from './assets.ts'
import type { Html } from './fields.ts'

export interface ScriptedPage {
  title: string
  description: string
  /** The script in `browser/` that makes it work. */
  script?: string
  body: Html
  isWide?: boolean
}

/** A page that a script makes work: without one it says so, and shows nothing that would not. */
export async function renderScripted(page: ScriptedPage): Promise<Response> {
  const { title, description, script, body, isWide = false } = page
  const response = await renderCard({
    title,
    description,
    isWide,
    styles: [styleAddress],
    ...(script && { scripts: [scriptAddress(script)] }),
    body: script
      ? html`<noscript
            ><h1>${title}</h1>
            <p class="about">
              This page needs JavaScript, which is switched off here. Allow it for this site and
              reload. Everything that it does can be done with the <a href="/docs">API</a> too.
            </p></noscript
          >
          <div class="scripted">${body}</div>`
      : body,
  })
  response.headers.set('cache-control', 'no-store')
  return response
}
