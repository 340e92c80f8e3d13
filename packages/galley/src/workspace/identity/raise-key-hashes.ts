import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { API_KEY_HASH } from './api-key.ts'
import { createDigestHash } from './hash.ts'
import { apiKeys } from './tables.ts'

const BATCH = 500

/**
 * Puts the key of the installation into hashes that were stored without one. Run at the start, by as
 * many processes as there are: who comes second waits, finds them raised, and goes on.
 */
export async function raiseKeyHashes(services: Pick<Services, 'db' | 'secrets'>): Promise<void> {
  const isOld = eq(apiKeys.hashVersion, 1)
  if ((await services.db.system.$count(apiKeys, isOld)) === 0) return
  const raise = await createDigestHash(services.secrets, API_KEY_HASH)
  for (let raised = BATCH; raised === BATCH;) {
    raised = await services.db.systemTransaction(async (tx) => {
      const old = await tx
        .select({ id: apiKeys.id, hash: apiKeys.hash })
        .from(apiKeys)
        .where(isOld)
        .orderBy(asc(apiKeys.id))
        .limit(BATCH)
        .for('update')
      if (old.length === 0) return 0
      const [ids, hashes] = [old.map(({ id }) => id), old.map(({ hash }) => raise(hash))]
      const raisedHash = sql`(${sql.param(hashes)}::text[])[array_position(${sql.param(ids)}::text[], ${apiKeys.id})]`
      await tx
        .update(apiKeys)
        .set({ hash: raisedHash, hashVersion: 2 })
        .where(and(inArray(apiKeys.id, ids), isOld))
      return old.length
    })
  }
}
