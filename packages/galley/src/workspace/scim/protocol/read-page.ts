import { MAXIMUM_RESULTS } from './discovery.ts'
import { readFilter } from './filter.ts'
import type { Filter } from './filter.ts'
import { invalid } from './refuse.ts'
import { readSelection } from './select-attributes.ts'
import type { Selection } from './select-attributes.ts'

/** What a list is asked for. */
export interface ListQuery {
  filter: Filter | null
  /** From 1. */
  startIndex: number
  count: number
  selection: Selection | null
}

const DEFAULT_COUNT = 100

/** @throws InvalidError (invalidFilter, invalidValue) */
export function readPage(query: URLSearchParams): ListQuery {
  const filter = query.get('filter')
  const startIndex = Math.max(1, readNumber(query, 'startIndex', 1))
  const count = Math.max(0, readNumber(query, 'count', DEFAULT_COUNT))
  return {
    filter: filter ? readFilter(filter) : null,
    startIndex,
    count: Math.min(count, MAXIMUM_RESULTS),
    selection: readSelection(query),
  }
}

function readNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  if (text === null || text === '') return otherwise
  if (/^-?\d{1,9}$/.test(text)) return Number(text)
  throw invalid('invalidValue', 'SCIM_QUERY_INVALID', { name, reason: 'must be a whole number' })
}
