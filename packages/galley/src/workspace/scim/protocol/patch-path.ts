import { readAttributePath } from './attribute-path.ts'
import type { AttributePath } from './attribute-path.ts'
import { openReading, readBracketed } from './filter.ts'
import type { Filter } from './filter.ts'
import { isSafeName } from './read-body.ts'

/** Where an operation of PATCH works: `emails[type eq "work"].value`. */
export interface PatchPath extends AttributePath {
  filter: Filter | null
}

/**
 * Null when it is no path.
 *
 * @throws InvalidError (invalidFilter) when what stands in brackets cannot be read.
 */
export function readPatchPath(source: string): PatchPath | null {
  const reading = openReading(source)
  const [first] = reading.tokens
  const path = first?.kind === 'word' ? readAttributePath(first.text) : null
  if (!path) return null
  reading.at = 1
  if (reading.tokens.length === 1) return { ...path, filter: null }
  if (path.attribute === '' || path.sub !== null || reading.tokens[1]!.kind !== '[') return null
  const filter = readBracketed(reading)
  const [last, ...more] = reading.tokens.slice(reading.at)
  if (!last) return { ...path, filter }
  const sub = last.kind === 'word' ? /^\.([a-z$][\w$-]{0,63})$/i.exec(last.text)?.[1] : undefined
  if (sub === undefined || !isSafeName(sub) || more.length > 0) return null
  return { ...path, filter, sub: sub.toLowerCase() }
}
