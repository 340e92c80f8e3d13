import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { GalleyError } from '../../platform/error.ts'
import type { OwnProvider } from '../../platform/models/index.ts'
import { emit, withTransaction } from '../../platform/verb.ts'
import { notify } from '../notifications/index.ts'
import { connectionChecked } from './connection.ts'
import { forgetProviders, revisionOf } from './own-providers.ts'
import { modelConnections } from './tables.ts'

const providerNames: Record<string, string> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  compatible: 'OpenAI-compatible server',
}

/** What was asked, as it was then. */
type Tested = Pick<OwnProvider, 'provider' | 'revision'>

/**
 * Keeps what a call has shown of a connection: it fails for a reason that somebody has to mend, or
 * works. Who can mend it is told, once a day. It never stands in the way of the call.
 */
export async function noteStatus(
  ctx: Context,
  tested: Tested,
  error: GalleyError | null,
): Promise<void> {
  try {
    await keepStatus(ctx, tested, error)
    forgetProviders(ctx)
  } catch (cause) {
    ctx.logger.warn(
      { err: cause, provider: tested.provider },
      'the status of a connection could not be kept',
    )
  }
}

export async function keepStatus(
  ctx: Context,
  { provider, revision }: Tested,
  error: GalleyError | null,
): Promise<void> {
  const status = error ? 'failing' : 'working'
  const problemCode = error?.code ?? null
  const { db, workspaceId } = ctx
  // Also for who sees but a part of the workspace: it fails for all of it.
  await withTransaction({ db, workspaceId }, async (tx) => {
    const where = and(
      eq(modelConnections.workspaceId, workspaceId),
      eq(modelConnections.provider, provider),
    )
    const [row] = await tx.select().from(modelConnections).where(where).for('update')
    // What was heard of a key says nothing of the one that took its place meanwhile.
    if (!row || revisionOf(row) !== revision) return
    await tx
      .update(modelConnections)
      .set({ status, problemCode, problem: error?.message ?? null, checkedAt: sql`now()` })
      .where(where)
    if (row.status === status) return
    emit(tx, ctx, connectionChecked, provider, { provider, status, problemCode })
    if (!error) return
    await notify(tx, ctx, {
      kind: 'connection_failing',
      subject: provider,
      to: { permission: 'models.write' },
      data: { name: providerNames[provider] ?? provider, provider, error_code: error.code },
      dedupeKey: `${provider} ${new Date().toISOString().slice(0, 10)}`,
    })
  })
}
