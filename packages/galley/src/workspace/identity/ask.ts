import type { Services } from '../../platform/context.ts'
import { insist } from '../../platform/db/index.ts'

/** A statement of the hot path: its name, its text, and that it is planned once per connection. */
export interface Statement {
  name: string
  text: string
}

/**
 * Codes by which a pooler that hands connections round says that it does not keep statements:
 * unknown here, known already, or planned for other columns.
 */
const NOT_KEPT = new Set(['26000', '42P05', '0A000'])

/**
 * Makes the function that asks. Before the workspace is known there is no tenant to scope by, hence
 * the owner's handle; and planning would cost more than the look-up, hence statements that stay
 * prepared, as long as what stands between us and the database keeps them.
 */
export function createAsk({ db }: Pick<Services, 'db'>) {
  const pool = db.system.$client
  let isKept = true

  return async <Row extends object>(
    { name, text }: Statement,
    values: unknown[],
  ): Promise<Row | undefined> => {
    const ask = async (): Promise<Row[]> => {
      const { rows } = await pool.query<Row>({ ...(isKept && { name }), text, values })
      return rows
    }
    const insisting = () => insist(ask, { forMs: 10_000 })
    const rows = await insisting().catch((error: unknown) => {
      if (!isKept || !NOT_KEPT.has((error as { code?: string }).code ?? '')) throw error
      isKept = false
      return insisting()
    })
    return rows[0]
  }
}

export type Ask = ReturnType<typeof createAsk>
