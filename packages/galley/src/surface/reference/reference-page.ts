import { html } from 'hono/html'
import type { JsonSchema } from '../../platform/http/index.ts'
import type { OpenApiDocument } from '../openapi.ts'
import { readOperations } from '../sdk/index.ts'
import { renderOperation } from './operation.ts'
import { renderPage } from '../layout/index.ts'
import { fieldList, fieldsOf, typeCell } from './type-cell.ts'

/** The reference of the API: every operation on one page, so that the browser's search finds it. */
export function renderReference(document: OpenApiDocument, origin: string): Promise<Response> {
  const schemas = document.components.schemas as Record<string, JsonSchema>
  const names = new Set(Object.keys(schemas))
  const byTag = Map.groupBy(readOperations(document), ({ tag }) => tag)
  const sections = document.tags.map(({ name, description }) => {
    const operations = byTag.get(name) ?? []
    return html`<section id="${name}" aria-labelledby="${name}-title">
      <h2 id="${name}-title">${name}</h2>
      <p class="about">${description}</p>
      ${operations.map((operation) =>
        renderOperation({ operation, schemas, names, origin, ...readExtras(document, operation) }),
      )}
    </section>`
  })
  return renderPage({
    title: 'Galley API reference',
    description: 'Every operation of the Galley API, with its fields and an example.',
    bodyClass: 'reference',
    body: html`
      <a class="skip" href="#content">To the content</a>
      <header class="bar">
        <a class="mark" href="/">Galley</a>
        <nav aria-label="Elsewhere">
          <a href="/docs" aria-current="page">API reference</a> <a href="/openapi.json">OpenAPI</a>
        </nav>
      </header>
      <div class="frame">
        ${sidebar(document, byTag)}
        <main id="content">
          ${introduction(origin)} ${sections} ${renderSchemas(schemas, names)}
        </main>
      </div>
    `,
  })
}

type ByTag = Map<string, ReturnType<typeof readOperations>>

const sidebar = (document: OpenApiDocument, byTag: ByTag) => html`
  <nav class="side" aria-label="Operations">
    <details open>
      <summary>Operations</summary>
      <ul>
        <li><a href="#start">Start here</a></li>
        ${document.tags.map(
          ({ name }) =>
            html`<li>
              <a href="#${name}">${name}</a>
              <ul>
                ${(byTag.get(name) ?? []).map(
                  ({ id, name: operation }) => html`<li><a href="#${id}">${operation}</a></li>`,
                )}
              </ul>
            </li>`,
        )}
        <li><a href="#schemas">Types</a></li>
      </ul>
    </details>
  </nav>
`

const introduction = (origin: string) => html`
  <section id="start" aria-labelledby="start-title">
    <h1 id="start-title">API reference</h1>
    <p class="about">
      Everything is below <code>${origin}/api/v1</code>. Send your key as
      <code>Authorization: Bearer galley_sk_…</code>. Names are the same in JSON, in the TypeScript
      client and in the tools for agents.
    </p>
    <dl class="rules">
      <div>
        <dt>Errors</dt>
        <dd>
          Problem details (RFC 9457). Decide on <code>code</code>, which is stable;
          <code>detail</code> names the next move, <code>errors</code> the wrong fields.
        </dd>
      </div>
      <div>
        <dt>Trying again</dt>
        <dd>
          Give every POST an <code>Idempotency-Key</code>: repeated, it gets the first answer and
          acts once.
        </dd>
      </div>
      <div>
        <dt>Long work</dt>
        <dd>
          Answers 202 with a <code>job_id</code>. Read the <a href="#jobs.get">job</a> or follow its
          <a href="#jobs.events">events</a>.
        </dd>
      </div>
      <div>
        <dt>Agents</dt>
        <dd>Every step and pipeline is a tool at <code>${origin}/mcp</code>, with the same key.</dd>
      </div>
    </dl>
  </section>
`

function renderSchemas(schemas: Record<string, JsonSchema>, names: ReadonlySet<string>) {
  const sorted = Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))
  return html`<section id="schemas" aria-labelledby="schemas-title">
    <h2 id="schemas-title">Types</h2>
    <p class="about">What the operations take and answer, by name.</p>
    ${sorted.map(([name, schema]) => {
      const fields = fieldsOf(schema)
      return html`<article class="schema" id="schema-${name}">
        <h3>
          <a href="#schema-${name}"><code>${name}</code></a>
        </h3>
        ${fields.length > 0 ? fieldList(fields, names) : html`<p>${typeCell(schema, names)}</p>`}
      </article>`
    })}
  </section>`
}

function readExtras(document: OpenApiDocument, { method, path }: { method: string; path: string }) {
  const described = document.paths[path]![method.toLowerCase()] as {
    'x-permission'?: string
    requestBody?: { content: Record<string, { example?: unknown }> }
  }
  const example = described.requestBody?.content['application/json']?.example
  return {
    permission: described['x-permission'] ?? null,
    ...(example !== undefined && { example }),
  }
}
