import { ilike } from 'drizzle-orm'
import type { AnyColumn, SQL } from 'drizzle-orm'

/**
 * Whether a column contains these words as they are, in any case; what is a wildcard to SQL is a
 * letter here.
 *
 * @example
 * const isNamed = contains(documents.title, '100%')
 */
export const contains = (column: AnyColumn, words: string): SQL =>
  ilike(column, `%${words.replace(/[\\%_]/g, String.raw`\$&`)}%`)
