import { html } from 'hono/html'
import { renderPage } from '../layout/index.ts'

const flow = ['source', 'outline', 'chapters', 'citations checked', 'article', 'your edits']

/**
 * What somebody sees who opens the address: what this is, whether it works, what to try. `origin` is
 * how this server is reached: `https://galley.example`.
 */
export function renderLanding(origin: string): Promise<Response> {
  return renderPage({
    title: 'Galley',
    description: 'An open-source content engine: sources in, publishable content out.',
    bodyClass: 'landing',
    scripts: ['/docs/status.js'],
    body: html`
      <header class="bar">
        <a class="mark" href="/" aria-current="page">Galley</a>
        <nav aria-label="Pages"><a href="/docs">API reference</a></nav>
      </header>
      <main>
        <h1>Sources in,<br />publishable content out.</h1>
        <p class="lead">
          Give Galley a talk, a transcript or a paper. It makes an article in which every sentence
          names what it rests on. Every step survives a crash, every cent is accounted for, and your
          edits stay yours.
        </p>
        <ol class="flow" aria-label="The way of the work">
          ${flow.map((stage) => html`<li>${stage}</li>`)}
        </ol>
        <section aria-labelledby="try">
          <h2 id="try">Three things to try</h2>
          <ol class="tries">
            ${commands(origin).map(
              ({ title, text }) =>
                html`<li>
                  <h3>${title}</h3>
                  <pre tabindex="0" aria-label="${title}"><code>${text}</code></pre>
                </li>`,
            )}
          </ol>
          <p class="note">
            Your API key was printed when Galley first started;
            <code>npm run galley -- keys create</code> makes another.
          </p>
        </section>
        ${addresses(origin)} ${status}
      </main>
      <footer>Open source, Apache-2.0. It runs on your machine, and tells nobody.</footer>
    `,
  })
}

const commands = (origin: string) => [
  {
    title: 'Write an article from a talk',
    text: 'npm run galley -- write examples/talk.md --out post.md',
  },
  {
    title: 'Bring a source in over HTTP',
    text: `curl ${origin}/api/v1/sources \\
  -H "Authorization: Bearer $GALLEY_API_KEY" \\
  -F file=@examples/talk.md`,
  },
  {
    title: 'Give it to an agent',
    text: `claude mcp add --transport http galley ${origin}/mcp \\
  --header "Authorization: Bearer $GALLEY_API_KEY"`,
  },
]

const addresses = (origin: string) => html`
  <section aria-labelledby="where">
    <h2 id="where">Where things are</h2>
    <dl class="places">
      <div>
        <dt><a href="/docs">API reference</a></dt>
        <dd>Every operation, with its fields and an example.</dd>
      </div>
      <div>
        <dt><a href="/openapi.json">OpenAPI 3.1</a></dt>
        <dd>The same for programs: <code>${origin}/openapi.json</code></dd>
      </div>
      <div>
        <dt>Model Context Protocol</dt>
        <dd>Every step is a tool: <code>${origin}/mcp</code></dd>
      </div>
      <div>
        <dt>TypeScript</dt>
        <dd>A client without dependencies: <code>packages/sdk</code></dd>
      </div>
    </dl>
  </section>
`

/** The script asks /readyz, which is where whoever has no script is sent. */
const status = html`
  <section aria-labelledby="status">
    <h2 id="status">Is it up?</h2>
    <ul class="status" aria-live="polite">
      ${['Database', 'Worker'].map(
        (name) =>
          html`<li data-check="${name.toLowerCase()}">
            ${name} <span><a href="/readyz">see /readyz</a></span>
          </li>`,
      )}
    </ul>
  </section>
`

/** Served as /docs/status.js. */
export const statusScript = `const answer = await fetch('/readyz').then((response) => response.json()).catch(() => null)
for (const item of document.querySelectorAll('[data-check]')) {
  const state = answer?.checks?.[item.dataset.check]
  if (!state) continue
  item.dataset.state = state
  item.querySelector('span').textContent = state === 'ok' ? 'up' : 'down'
}
`
