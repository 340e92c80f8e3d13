import { z } from 'zod'
import { InvalidError } from '../error.ts'
import { httpCodes } from './http-error.ts'

/**
 * One page of a list. `nextCursor` is null on the last page.
 *
 * @example
 * export const DocumentPage = Page(Document)
 */
export function Page<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Hand it in as `cursor` for the next page.'),
  })
}
export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

/** The two properties that every list's input has: spread them into its object. */
export const pageInput = {
  cursor: z.string().max(2000).optional().describe('`next_cursor` of the page before.'),
  limit: z.int().min(1).max(200).default(50).describe('How many at most.'),
}

export interface Cursor<Position> {
  encode(position: Position): string
  /** Throws InvalidError for anything that this list did not hand out. */
  decode(cursor: string): Position
}

/**
 * A list's cursor: where the last page ended, opaque to callers and checked when it comes back. It
 * grants nothing, since the query it continues is scoped by workspace like any other.
 *
 * @example
 * const documentCursor = defineCursor('documents', z.object({ id: z.string() }))
 * const after = input.cursor ? documentCursor.decode(input.cursor) : null
 * const rows = await selectDocuments(tx, after, input.limit + 1)
 * return toPage(rows, input.limit, (row) => documentCursor.encode({ id: row.id }))
 */
export function defineCursor<Position>(
  list: string,
  position: z.ZodType<Position>,
): Cursor<Position> {
  const Sealed = z.tuple([z.literal(list), position])
  return {
    encode: (value) => toBase64Url(JSON.stringify([list, value])),
    decode: (cursor) => {
      const opened = Sealed.safeParse(fromBase64Url(cursor))
      if (opened.success) return opened.data[1] as Position
      const fields = [{ pointer: '/cursor', message: 'Not a cursor of this list' }]
      throw new InvalidError(httpCodes.CURSOR_INVALID, {}, { fields })
    },
  }
}

/** A page out of `limit + 1` rows: the extra one only shows that there are more. */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
): Page<Row> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? cursorOf(last) : null }
}

function toBase64Url(text: string): string {
  const binary = String.fromCharCode(...new TextEncoder().encode(text))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(text: string): unknown {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
