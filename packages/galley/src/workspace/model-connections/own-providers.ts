import type { Context, Services } from '../../platform/context.ts'
import type { OwnProvider } from '../../platform/models/index.ts'
import { withTransaction } from '../../platform/verb.ts'
import { keyPurpose } from './connection.ts'
import type { ConnectionRow } from './connection.ts'
import { modelConnections } from './tables.ts'

const FRESH_MS = 1000
const MOST_KNOWN = 10_000

interface Known {
  until: number
  answer: Promise<readonly OwnProvider[]>
}

/** Of each database, by workspace. What is changed through this process counts at once. */
const known = new WeakMap<Services['db'], Map<string, Known>>()

/**
 * The providers that the caller's workspace connected, with their keys. They are believed for a
 * second, so that a job with a thousand calls does not ask a thousand times.
 *
 * @example
 * createModels({ …, ownProviders })
 */
export function ownProviders(ctx: Context): Promise<readonly OwnProvider[]> {
  const { db, workspaceId } = ctx
  const places = known.get(db) ?? new Map<string, Known>()
  known.set(db, places)
  const now = Date.now()
  const found = places.get(workspaceId)
  if (found && found.until > now) return found.answer
  if (places.size >= MOST_KNOWN) places.clear()
  const answer = readProviders(ctx)
  places.set(workspaceId, { until: now + FRESH_MS, answer })
  // A question that failed is asked anew.
  answer.catch(() => places.delete(workspaceId))
  return answer
}

/** After a change. */
export function forgetProviders({ db, workspaceId }: Pick<Context, 'db' | 'workspaceId'>): void {
  known.get(db)?.delete(workspaceId)
}

/** Another one after every change of key, address, model or prices; not after a test. */
export const revisionOf = ({
  workspaceId,
  updatedAt,
}: Pick<ConnectionRow, 'workspaceId' | 'updatedAt'>): string =>
  `${workspaceId} ${updatedAt.toISOString()}`

async function readProviders(ctx: Context): Promise<OwnProvider[]> {
  const { db, workspaceId } = ctx
  // Also for who sees but a part of the workspace: it pays for all of it.
  const rows = await withTransaction({ db, workspaceId }, (tx) =>
    tx.select().from(modelConnections),
  )
  return Promise.all(rows.map((row) => toProvider(ctx, row)))
}

async function toProvider(
  { secrets }: Pick<Services, 'secrets'>,
  row: ConnectionRow,
): Promise<OwnProvider> {
  const { workspaceId, provider, apiKey, baseUrl, updatedAt } = row
  const date = updatedAt.toISOString()
  return {
    provider,
    settings: {
      ...(apiKey !== null && {
        apiKey: await secrets.unseal(keyPurpose(workspaceId, provider), apiKey),
      }),
      ...(baseUrl !== null && { baseUrl }),
    },
    model: row.model,
    isDefault: row.isDefault,
    prices: Object.fromEntries(
      row.prices.map(({ model, inputMicros, outputMicros }) => [
        model,
        {
          input: inputMicros,
          output: outputMicros,
          source: 'this workspace',
          date: date.slice(0, 10),
        },
      ]),
    ),
    revision: revisionOf(row),
    isFailing: row.status === 'failing',
  }
}
