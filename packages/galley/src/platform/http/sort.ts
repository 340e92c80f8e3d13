import { asc, desc, sql } from 'drizzle-orm'
import type { AnyColumn, SQL, SQLWrapper } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor } from './cursor.ts'

/** What a list can be sorted by, besides its ids: never null. Texts by their beginning. */
export interface SortKey {
  of: SQLWrapper
  kind: 'text' | 'number' | 'moment'
}

type Order = 'asc' | 'desc'

/** The part of a list's query that its order decides. */
export interface Seek<Row> {
  /** Rows behind the cursor; undefined on the first page. */
  where: SQL | undefined
  orderBy: SQL[]
  /** To be selected as `sortKey`: what the next cursor is made of. */
  sortKey: SQL<string | number>
  cursorOf(row: Row): string
}

const ORDER_DEFAULT: Order = 'desc'

/**
 * A list that can be sorted by several things, each page continuing exactly where the one before
 * ended: ids break ties. `created` is always there, since ids sort by time.
 *
 * @example
 * const order = defineSort('documents', documents.id, {
 *   updated: { of: documents.updatedAt, kind: 'moment' },
 *   title: { of: sql`lower(${documents.title})`, kind: 'text' },
 * })
 * const Input = z.object({ ...pageInput, ...order.input })
 * const seek = order.seek(input)
 * const rows = await tx.select({ …, sortKey: seek.sortKey }).where(and(…, seek.where)).orderBy(...seek.orderBy).limit(limit + 1)
 * return toPage(rows, limit, seek.cursorOf)
 */
export function defineSort<Name extends string>(
  list: string,
  id: AnyColumn,
  keys: Readonly<Record<Name, SortKey>>,
) {
  const names = z.enum(['created', ...Object.keys(keys)] as ['created', ...Name[]])
  const input = {
    sort: names.default('created' as never).describe('What to sort by.'),
    order: z.enum(['asc', 'desc']).default(ORDER_DEFAULT).describe('Smallest or largest first.'),
  }
  const keyOf = (sort: 'created' | Name): SortKey =>
    sort === 'created' ? { of: sql`''::text`, kind: 'text' } : keys[sort]

  function seek(options: {
    sort: 'created' | Name
    order: Order
    cursor?: string | undefined
  }): Seek<{ id: string; sortKey: string | number }> {
    const { sort, order } = options
    const key = comparable(keyOf(sort))
    // A cursor of another order is not one of this list.
    const cursor = defineCursor(`${list} ${sort} ${order}`, z.tuple([key.schema, z.string()]))
    const at = options.cursor ? cursor.decode(options.cursor) : null
    const direction = order === 'asc' ? asc : desc
    const isByIdAlone = sort === 'created'
    return {
      where: at ? isBehind(isByIdAlone ? null : key, id, at, order) : undefined,
      orderBy: isByIdAlone ? [direction(id)] : [direction(key.of), direction(id)],
      sortKey: key.value,
      cursorOf: (row) => cursor.encode([row.sortKey, row.id] as never),
    }
  }

  return { input, seek }
}

interface Comparable {
  of: SQL
  /** As it stands in a cursor. */
  value: SQL<string | number>
  fromCursor(value: string | number): SQL
  schema: z.ZodType<string | number>
}

const TEXT_LENGTH = 100
/** Microseconds, as exact as the database is. */
const epochMicros = (of: SQLWrapper) => sql<number>`(extract(epoch from ${of}) * 1000000)::float8`

function comparable({ of, kind }: SortKey): Comparable {
  if (kind === 'text') {
    const beginning = sql<string>`left(${of}, ${sql.raw(`${TEXT_LENGTH}`)})`
    const schema = z.string().max(2 * TEXT_LENGTH)
    return { of: beginning, value: beginning, fromCursor: (text) => sql`${text}::text`, schema }
  }
  const schema = z.int()
  if (kind === 'number') {
    const fromCursor = (number: string | number) => sql`${number}::bigint`
    return { of: sql`${of}`, value: sql<number>`${of}::float8`, fromCursor, schema }
  }
  const fromCursor = (micros: string | number) =>
    sql`timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond'`
  return { of: sql`${of}`, value: epochMicros(of), fromCursor, schema }
}

function isBehind(
  key: Comparable | null,
  id: AnyColumn,
  [value, lastId]: [string | number, string],
  order: Order,
): SQL {
  const past = sql.raw(order === 'asc' ? '>' : '<')
  if (!key) return sql`${id} ${past} ${lastId}`
  return sql`(${key.of}, ${id}) ${past} (${key.fromCursor(value)}, ${lastId})`
}
