import { html } from 'hono/html'
import type { JsonSchema } from '../../platform/http/index.ts'
import { methodName } from '../operation-name.ts'
import type { SdkOperation } from '../sdk/index.ts'
import { exampleOf } from './example.ts'
import { fieldList, fieldsOf, typeCell } from './type-cell.ts'
import type { Field } from './type-cell.ts'

export interface OperationPage {
  operation: SdkOperation
  permission: string | null
  schemas: Readonly<Record<string, JsonSchema>>
  names: ReadonlySet<string>
  origin: string
  example?: unknown
}

/** One operation: what it does, takes and answers, and how it is called. */
export function renderOperation(page: OperationPage) {
  const { operation, permission, schemas, names } = page
  const { id, method, path, summary, query, pathNames, bodyType, fileNames } = operation
  const text = { type: 'string' } as const
  const fields: Field[] = [
    ...pathNames.map((name) => ({ name, schema: text, isRequired: true, note: 'path' })),
    ...query.map(({ name, required, schema, description }) => ({
      name,
      schema: { ...schema, ...(description && { description }) },
      isRequired: required,
      note: 'query',
    })),
    ...(bodyType ? fieldsOf(schemas[bodyType] ?? {}) : []),
    ...fileNames.map((name) => ({
      name,
      schema: { description: 'A file, with multipart/form-data.' },
      isRequired: false,
      note: 'form',
    })),
  ]
  return html`<article class="operation" id="${id}">
    <h3>
      <a href="#${id}"><b data-method="${method}">${method}</b> <code>/api/v1${path}</code></a>
    </h3>
    <p>${summary} ${permission ? html`<small>Needs <code>${permission}</code>.</small>` : ''}</p>
    <div class="columns">
      <div>
        ${fields.length > 0 ? html`<h4>Takes</h4>` : ''} ${fieldList(fields, names)}
        <h4>Answers</h4>
        <p>${answer(operation, names)}</p>
      </div>
      <div class="calls">${curl(page)} ${sdkCall(page)}</div>
    </div>
  </article>`
}

function answer({ kind, outputType }: SdkOperation, names: ReadonlySet<string>) {
  const type = outputType
    ? typeCell({ $ref: `#/components/schemas/${outputType}` }, names)
    : html`<code>–</code>`
  const sentences = {
    json: html`${type}`,
    page: html`${type}, page by page: hand <code>next_cursor</code> in as <code>cursor</code>.`,
    step: html`${type}, or 202 with a <code>job_id</code> when it takes longer.`,
    pipeline: html`202 with a <code>job_id</code>; the job's output is ${type}.`,
    events: html`Server-sent events; <code>Last-Event-ID</code> goes on where it broke off.`,
    file: html`The file.`,
    nothing: html`204, and nothing more.`,
  }
  return sentences[kind]
}

function bodyExample({ operation, schemas, example }: OperationPage): unknown {
  if (operation.bodyType === null) return null
  return example ?? exampleOf(schemas[operation.bodyType] ?? {}, schemas)
}

const sample = (name: string) => String(exampleOf({ type: 'string' }, {}, name))

function curl(page: OperationPage) {
  const { method, path, kind } = page.operation
  const body = bodyExample(page)
  const address = `${page.origin}/api/v1${path.replace(/\{(\w+)\}/g, (_, name: string) => sample(name))}`
  const lines = [
    `curl ${kind === 'events' ? '-N ' : ''}${method === 'GET' || body ? '' : `-X ${method} `}${address}`,
    '-H "Authorization: Bearer $GALLEY_API_KEY"',
    ...(body && method !== 'POST' ? [`-X ${method}`] : []),
    ...(body ? ['-H "Content-Type: application/json"', `-d '${jsonText(body)}'`] : []),
  ]
  return snippet('Shell', lines.join(' \\\n  '))
}

/** On one line where that is short enough to be read. */
function jsonText(value: unknown): string {
  const line = JSON.stringify(value)
  return line.length < 48 ? line : JSON.stringify(value, null, 2)
}

function sdkCall(page: OperationPage) {
  const { operation } = page
  const fromPath = Object.fromEntries(operation.pathNames.map((name) => [name, sample(name)]))
  const parameters = { ...fromPath, ...(bodyExample(page) as object | null) }
  const argument = Object.keys(parameters).length > 0 ? literal(parameters) : ''
  const call = `galley.${operation.tag}.${methodName(operation)}(${argument})`
  const code = {
    json: `const answer = await ${call}`,
    file: `const file = await ${call}`,
    step: `const output = await ${call}`,
    pipeline: `const job = await ${call}\nconst { output } = await galley.jobs.wait(job)`,
    page: `for await (const item of ${call}) …`,
    events: `for await (const event of ${call}) …`,
    nothing: `await ${call}`,
  }
  return snippet('TypeScript', code[operation.kind])
}

const literal = (value: object) =>
  JSON.stringify(value, null, 2)
    .replace(/"(\w+)":/g, '$1:')
    .replaceAll('"', "'")

const snippet = (title: string, text: string) =>
  html`<figure>
    <figcaption>${title}</figcaption>
    <pre tabindex="0"><code>${text}</code></pre>
  </figure>`
