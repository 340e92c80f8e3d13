import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { requirePermission } from '../../../platform/context.ts'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { NotFoundError } from '../../../platform/error.ts'
import { systemWorkspaceId } from '../../../platform/jobs/contract.ts'
import { ACCOUNT } from '../../../platform/permission.ts'
import type { Storage } from '../../../platform/storage/index.ts'
import { withTransaction } from '../../../platform/verb.ts'
import { recordAccountEvent } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import { privacyCodes } from '../codes.ts'
import { requireWholeWorkspace } from '../require-whole-workspace.ts'
import { privacyExports } from '../tables.ts'
import type { ExportRow } from './export.ts'

export type ExportAction = 'export.create' | 'export.delete' | 'export.download'

/** Where exports stand: those of a workspace, or those of a person. Whoever has it, may. */
export interface Shelf {
  /** Who asks. */
  ctx: Context
  workspaceId: string
  userId: string | null
  storage: Storage
  /** The rows that are on it. */
  mine: SQL | undefined
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Writes down that it was done, in its transaction. */
  record(tx: Transaction, action: ExportAction, exportId: string): Promise<void>
}

/** @throws ForbiddenError unless they may, and for the whole workspace. */
export function workspaceShelf(ctx: Context): Shelf {
  requirePermission(ctx, 'privacy.export')
  requireWholeWorkspace(ctx)
  return {
    ctx,
    workspaceId: ctx.workspaceId,
    userId: null,
    storage: ctx.storage,
    mine: and(eq(privacyExports.workspaceId, ctx.workspaceId), isNull(privacyExports.userId)),
    transaction: (work) => withTransaction(ctx, work),
    record: (tx, action, exportId) => audit(tx, ctx, { action, subject: exportId }),
  }
}

/** A person's own archives are in no workspace: reached by who they are, and by nothing else. */
export function accountShelf(ctx: Context, headers: Headers): Shelf {
  requirePermission(ctx, ACCOUNT)
  const userId = ctx.actor.id
  return {
    ctx,
    workspaceId: systemWorkspaceId,
    userId,
    storage: ctx.ownStorage,
    mine: and(eq(privacyExports.workspaceId, systemWorkspaceId), eq(privacyExports.userId, userId)),
    transaction: (work) => ctx.db.systemTransaction(work),
    record: (tx, action, exportId) =>
      recordAccountEvent({
        services: ctx,
        tx,
        input: {
          userId,
          kind: accountEvents[action],
          clientAddress: ctx.clientAddress ?? null,
          userAgent: headers.get('user-agent')?.slice(0, 512) ?? null,
          details: { exportId },
        },
      }),
  }
}

const accountEvents = {
  'export.create': 'export.created',
  'export.delete': 'export.deleted',
  'export.download': 'export.downloaded',
} as const

export async function getExportOnShelf(
  tx: Transaction,
  shelf: Shelf,
  exportId: string,
): Promise<ExportRow> {
  await settleEnded(tx, shelf)
  const [row] = await tx
    .select()
    .from(privacyExports)
    .where(and(shelf.mine, eq(privacyExports.id, exportId), isThere))
  if (!row) throw new NotFoundError(privacyCodes.EXPORT_NOT_FOUND, { exportId })
  return row
}

/** What was deleted waits for the sweep only. */
export const isThere = and(
  ne(privacyExports.status, 'deleted'),
  sql`(${privacyExports.expiresAt} is null or ${privacyExports.expiresAt} > clock_timestamp())`,
)

/** A job that ended otherwise than with an archive leaves an export that will never be ready. */
export async function settleEnded(tx: Transaction, shelf: Pick<Shelf, 'mine'>): Promise<void> {
  await tx
    .update(privacyExports)
    .set({ status: 'failed', expiresAt: sql`clock_timestamp() + interval '1 day'` })
    .where(
      and(
        shelf.mine,
        eq(privacyExports.status, 'running'),
        sql`not exists (select from galley.jobs j where j.id = ${privacyExports.jobId}
          and j.finished_at is null)`,
      ),
    )
}
