import { createContext } from '../../platform/context.ts'
import type { Context, Services } from '../../platform/context.ts'
import type { Database } from '../../platform/db/index.ts'
import { newId } from '../../platform/id.ts'
import { silentLogger } from '../../platform/telemetry/contract.ts'
import { withTransaction } from '../../platform/verb.ts'
import { audit } from './audit.ts'
import type { AuditRecord } from './audit.ts'

/** Somebody with an API key, in a workspace of their own. */
export function contextOf(db: Database, changes: Partial<Context> = {}): Context {
  const services = { db, logger: silentLogger } as unknown as Services
  return createContext(services, {
    workspaceId: newId('ws'),
    actor: { kind: 'api_key', id: 'key_test', name: 'Test' },
    permissions: new Set(['*']),
    clientAddress: '192.0.2.7',
    requestId: 'req_test',
    signal: new AbortController().signal,
    ...changes,
  })
}

/** Writes as a verb does: a transaction with one record. */
export const write = (ctx: Context, record: Partial<AuditRecord> = {}) =>
  withTransaction(ctx, (tx) =>
    audit(tx, ctx, { action: 'thing.create', subject: 'thing_1', ...record }),
  )

/** As many entries as are wanted, in one transaction: `thing_1`, `thing_2` … */
export const writeMany = (ctx: Context, count: number) =>
  withTransaction(ctx, async (tx) => {
    for (let number = 1; number <= count; number += 1) {
      await audit(tx, ctx, {
        action: 'thing.create',
        subject: `thing_${number}`,
        after: { number },
      })
    }
  })
