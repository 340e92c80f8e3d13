import { readAttributePath } from './attribute-path.ts'
import type { AttributePath } from './attribute-path.ts'
import { isObject } from './read-body.ts'
import type { JsonObject } from './read-body.ts'
import { invalid } from './refuse.ts'

/** What of a resource is wanted: `attributes` or `excludedAttributes`, never both. */
export interface Selection {
  kind: 'only' | 'without'
  paths: readonly AttributePath[]
}

const MAXIMUM_LENGTH = 2000

/** @throws InvalidError when both are given, or something that is no attribute. */
export function readSelection(query: URLSearchParams): Selection | null {
  const [only, without] = [query.get('attributes'), query.get('excludedAttributes')]
  if (only && without) throw refused('attributes', 'cannot be used with excludedAttributes')
  const kind = only ? 'only' : 'without'
  const text = only || without
  if (!text) return null
  const name = only ? 'attributes' : 'excludedAttributes'
  if (text.length > MAXIMUM_LENGTH) throw refused(name, 'is too long')
  const paths = text.split(',').map((one) => readAttributePath(one.trim()))
  if (paths.includes(null)) throw refused(name, 'must list names of attributes')
  return { kind, paths: paths as AttributePath[] }
}

const refused = (name: string, reason: string) =>
  invalid('invalidValue', 'SCIM_QUERY_INVALID', { name, reason })

/** Whether an attribute of the core will be in the answer, in part at least. */
export function isWanted(selection: Selection | null, attribute: string): boolean {
  if (!selection) return true
  const named = selection.paths.filter((path) => !path.extension && path.attribute === attribute)
  return selection.kind === 'only' ? named.length > 0 : named.every((path) => path.sub !== null)
}

/** The wanted part of a resource. `id` and `schemas` are in every one. */
export function selectAttributes(resource: JsonObject, selection: Selection | null): JsonObject {
  if (!selection) return resource
  const entries = Object.entries(resource).flatMap(([name, value]): [string, unknown][] => {
    if (name === 'id' || name === 'schemas') return [[name, value]]
    const inside = isObject(value) && name.startsWith('urn:') ? name : null
    if (inside) return selectExtension(inside, value as JsonObject, selection)
    const named = selection.paths.filter(
      (path) => !path.extension && path.attribute === name.toLowerCase(),
    )
    return selectOne(name, value, named, selection.kind)
  })
  return Object.fromEntries(entries)
}

function selectExtension(
  urn: string,
  value: JsonObject,
  { kind, paths }: Selection,
): [string, unknown][] {
  const mine = paths.filter(({ extension }) => extension === urn)
  const isNamed = mine.some(({ attribute }) => attribute === '')
  if (isNamed) return kind === 'only' ? [[urn, value]] : []
  const entries = Object.entries(value).flatMap(([name, item]) =>
    selectOne(
      name,
      item,
      mine.filter(({ attribute }) => attribute === name.toLowerCase()),
      kind,
    ),
  )
  return entries.length > 0 ? [[urn, Object.fromEntries(entries)]] : []
}

function selectOne(
  name: string,
  value: unknown,
  named: readonly AttributePath[],
  kind: Selection['kind'],
): [string, unknown][] {
  if (named.length === 0) return kind === 'only' ? [] : [[name, value]]
  if (named.some(({ sub }) => sub === null)) return kind === 'only' ? [[name, value]] : []
  const subs = new Set(named.map(({ sub }) => sub))
  const narrow = (item: unknown) =>
    isObject(item)
      ? Object.fromEntries(
          Object.entries(item).filter(([sub]) => subs.has(sub.toLowerCase()) === (kind === 'only')),
        )
      : item
  return [[name, Array.isArray(value) ? value.map(narrow) : narrow(value)]]
}
