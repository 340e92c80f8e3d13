import { and, eq, ne, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { GalleyError } from '../../platform/error.ts'
import type { OwnProvider } from '../../platform/models/index.ts'
import { emit, withTransaction } from '../../platform/verb.ts'
import { notify } from '../notifications/index.ts'
import { connectionChecked } from './connection.ts'
import { forgetProviders } from './own-providers.ts'
import { modelConnections } from './tables.ts'

const providerNames: Record<string, string> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  compatible: 'OpenAI-compatible server',
}

/**
 * Keeps what a call has shown of a connection: it fails for a reason that somebody has to mend, or
 * works. Who can mend it is told, once a day. It never stands in the way of the call.
 */
export async function noteStatus(
  ctx: Context,
  { provider }: Pick<OwnProvider, 'provider'>,
  error: GalleyError | null,
): Promise<void> {
  try {
    await keepStatus(ctx, provider, error)
    forgetProviders(ctx)
  } catch (cause) {
    ctx.logger.warn({ err: cause, provider }, 'the status of a connection could not be kept')
  }
}

export async function keepStatus(
  ctx: Context,
  provider: string,
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
    const changed = await tx
      .update(modelConnections)
      .set({ status, problemCode, problem: error?.message ?? null, checkedAt: sql`now()` })
      .where(and(where, ne(modelConnections.status, status)))
      .returning()
    if (changed.length === 0) {
      await tx
        .update(modelConnections)
        .set({ problemCode, problem: error?.message ?? null, checkedAt: sql`now()` })
        .where(where)
      return
    }
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
