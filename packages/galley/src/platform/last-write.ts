import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Transaction } from './db/index.ts'

/**
 * What a transaction writes at its very end: rows whose numbers have no gaps. Whoever takes the next
 * number keeps the others of the workspace waiting until the commit, so nobody takes one early.
 */
export interface LastWrite<Item> {
  /** Smaller ones come first in every transaction, so that no two of them wait crosswise. */
  order: number
  /** The call of a routine that writes all items. It must not answer null. */
  routine(workspaceId: string, items: readonly Item[]): SQL
}

type Queues = Map<LastWrite<never>, unknown[]>

/** Null once the transaction is over. */
const queuesOf = new WeakMap<Transaction, Queues | null>()

/**
 * Puts an item in line for the end of the transaction. False when nothing waits for that end,
 * because it is not a transaction of `withTransaction()`.
 *
 * @throws TypeError when the transaction has ended, since the item would be lost.
 * @example
 * if (!writeLast(tx, auditLog, entry)) await tx.execute(…)
 */
export function writeLast<Item>(tx: Transaction, write: LastWrite<Item>, item: Item): boolean {
  const queues = queuesOf.get(tx)
  if (queues === undefined) return false
  if (queues === null) throw new TypeError('the transaction has ended, so this would be lost')
  const queue = queues.get(write)
  if (queue) queue.push(item)
  else queues.set(write, [item])
  return true
}

/** Runs `work`, and then writes what it put in line: everything in one round trip. */
export async function flushingLastWrites<T>(
  tx: Transaction,
  workspaceId: string,
  work: () => Promise<T>,
): Promise<T> {
  const queues: Queues = new Map()
  queuesOf.set(tx, queues)
  const result = await work().finally(() => queuesOf.set(tx, null))
  const calls = [...queues]
    .sort(([one], [other]) => one.order - other.order)
    .map(([write, items]) => write.routine(workspaceId, items as never[]))
  if (calls.length > 0) await tx.execute(sql`select ${inOrder(calls)}`)
  return result
}

/** A select list promises no order of evaluation; CASE does. */
const inOrder = (calls: SQL[]): SQL =>
  calls.reduceRight((rest, call) => sql`case when ${call} is null then null else ${rest} end`)
