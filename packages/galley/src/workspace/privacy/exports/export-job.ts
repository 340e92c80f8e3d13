import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { createContext } from '../../../platform/context.ts'
import type { Services } from '../../../platform/context.ts'
import type { JobDefinition, Run } from '../../../platform/jobs/index.ts'
import { scopedStorage } from '../../../platform/storage/index.ts'
import { accountArchive } from '../archive/account-archive.ts'
import { workspaceArchive } from '../archive/workspace-archive.ts'
import { writeArchive } from '../archive/write-archive.ts'
import { privacyExports } from '../tables.ts'
import { KEPT_DAYS } from './export.ts'
import type { ExportRow } from './export.ts'

export const EXPORT_JOB = 'privacy.export'

const Input = z.object({ exportId: z.string() })
const retry = { attempts: 5, baseMs: 2000, maximumMs: 5 * 60_000 }

/**
 * Makes an archive. Its one long step streams from database and store into the store; a process that
 * dies leaves nothing there, and the next one begins it again.
 */
export function exportJob(services: Services): JobDefinition {
  const inTurn = createTurns()
  return {
    name: EXPORT_JOB,
    version: 1,
    async run(run, input) {
      const { exportId } = Input.parse(input)
      const written = await run.step(
        'write',
        ({ signal }) => inTurn(() => write(services, run, { exportId, signal })),
        { retry },
      )
      if (!written) return { outcome: 'given_up' }
      const isKept = await run.step('keep', () => keep(services, exportId, written), { retry })
      return { outcome: isKept ? 'ready' : 'given_up' }
    },
  }
}

interface Written {
  size: number
  etag: string
  sha256: string
  entries: number
}

async function write(
  services: Services,
  run: Run,
  { exportId, signal }: { exportId: string; signal: AbortSignal },
): Promise<Written | null> {
  signal.throwIfAborted()
  const row = await findWanted(services, exportId)
  if (!row) return null
  const { workspaceId, userId, storageKey, createdBy, createdAt } = row
  const ctx = createContext(services, {
    workspaceId,
    actor: { kind: 'job', id: run.job.id },
    permissions: new Set(['*']),
    requestId: run.job.id,
    signal,
  })
  const onProgress = (fraction: number, message: string) => run.progress(fraction, message)
  const { object, entries } = await writeArchive({
    storage: scopedStorage(services.storage, userId ?? workspaceId),
    key: storageKey,
    entries: userId === null ? workspaceArchive(ctx, onProgress) : accountArchive(services, userId),
    facts: {
      exportId,
      of: userId ?? workspaceId,
      createdBy,
      requestedAt: createdAt.toISOString(),
      createdAt: new Date().toISOString(),
    },
    signal,
  })
  const { size, etag, sha256 } = object
  return { size, etag, sha256, entries }
}

/** The export, unless it was deleted, or its workspace was. */
async function findWanted({ db }: Services, exportId: string): Promise<ExportRow | null> {
  const [row] = await db.system
    .select()
    .from(privacyExports)
    .where(
      and(eq(privacyExports.id, exportId), eq(privacyExports.status, 'running'), isOfTheLiving),
    )
  return row ?? null
}

const isOfTheLiving = sql`case when ${privacyExports.userId} is null
  then exists (select from galley.workspaces w
    where w.id = ${privacyExports.workspaceId} and w.deleted_at is null)
  else exists (select from galley.users u where u.id = ${privacyExports.userId}) end`

/** Says that it is there; or takes it away again when nobody wants it any more. */
async function keep(services: Services, exportId: string, written: Written): Promise<boolean> {
  const [kept] = await services.db.system
    .update(privacyExports)
    .set({
      ...written,
      status: 'ready',
      readyAt: sql`clock_timestamp()`,
      expiresAt: sql`clock_timestamp() + make_interval(days => ${KEPT_DAYS})`,
    })
    .where(
      and(eq(privacyExports.id, exportId), eq(privacyExports.status, 'running'), isOfTheLiving),
    )
    .returning({ id: privacyExports.id })
  // Deleted meanwhile: the sweep knows its row, and takes the bytes with it.
  return kept !== undefined
}

/**
 * One archive at a time in each process: it holds a transaction open for as long as it takes, and
 * the owner's connections are few.
 */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }
}
