import { html } from 'hono/html'
import type { JsonSchema } from '../../platform/http/index.ts'
import { schemaType } from '../sdk/index.ts'

/** A type as it reads in the SDK, with a link where it has a place of its own on the page. */
export function typeCell(schema: JsonSchema, names: ReadonlySet<string>) {
  const text = schemaType(schema).replace(/\s+/g, ' ')
  const words = text.split(/\b([A-Z]\w+)\b/)
  return html`<code
    >${words.map((word) =>
      names.has(word) ? html`<a href="#schema-${word}">${word}</a>` : word,
    )}</code
  >`
}

export interface Field {
  name: string
  schema: JsonSchema
  isRequired: boolean
  note?: string
}

export function fieldsOf(schema: JsonSchema): Field[] {
  const required = new Set(schema.required)
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    schema: property as JsonSchema,
    isRequired: required.has(name),
  }))
}

/** Fields as a list of terms: it stays readable on a narrow screen, where a table does not. */
export function fieldList(fields: readonly Field[], names: ReadonlySet<string>) {
  if (fields.length === 0) return ''
  return html`<dl class="fields">
    ${fields.map(
      ({ name, schema, isRequired, note }) =>
        html`<div>
          <dt>
            <code>${name}</code> ${isRequired ? html`<em>required</em>` : ''}
            ${note ? html`<i>${note}</i>` : ''}
          </dt>
          <dd>${typeCell(schema, names)} ${describe(schema)}</dd>
        </div>`,
    )}
  </dl>`
}

function describe({
  description,
  default: fallback,
  minimum,
  maximum,
  maxLength,
  maxItems,
}: JsonSchema) {
  const facts = [
    description,
    minimum !== undefined && maximum !== undefined && `From ${minimum} to ${maximum}.`,
    maxLength !== undefined && `At most ${maxLength} characters.`,
    maxItems !== undefined && `At most ${maxItems}.`,
    fallback !== undefined && `Default: ${JSON.stringify(fallback)}.`,
  ]
  return facts.filter(Boolean).join(' ')
}
