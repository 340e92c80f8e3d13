import { defineExtensionPoint } from '../extension.ts'

/** A column of sealed texts, or null, and how each of them is bound to its row. */
export interface SealedColumn {
  /** As in SQL, in our schema: `sso_connections`. */
  table: string
  /** Its primary key. */
  idColumns: readonly string[]
  column: string
  /** What the text of a row was sealed for; `row` has the id columns, by their names in SQL. */
  purpose: (row: Readonly<Record<string, string>>) => string
}

/**
 * Every column that holds sealed texts, so that a new master key reaches all of them.
 *
 * @example
 * defineModule({ name: 'sso', contributions: [sealedColumns.contribute({
 *   table: 'sso_connections', idColumns: ['id'], column: 'client_secret',
 *   purpose: ({ id }) => `sso_connection.client_secret:${id}`,
 * })] })
 */
export const sealedColumns = defineExtensionPoint<SealedColumn>('secrets.sealed_columns')
