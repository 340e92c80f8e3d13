import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { InvalidError } from '../../platform/error.ts'
import { everythingIn, requireHeld, requireWithinProjects } from './authority.ts'
import type { Authority } from './authority.ts'
import { keyCodes } from './codes.ts'

const name = z.string().trim().min(1).max(100)
const permissions = z.array(z.string().max(100)).min(1).max(200)
const projectIds = z.array(z.string().max(60)).min(1).max(200).nullable()

/** What a key can be given: spread into the input of the verbs that give it. */
export const keySettings = {
  name: name.describe('What it is for, so that it can be told from others.'),
  permissions: permissions.describe(
    'Which permissions it has; `*` is all that there are. Nobody can give more than they hold.',
  ),
  projectIds: projectIds.describe('The projects that it is narrowed to; null: all of yours.'),
  expiresAt: z.date().nullable().describe('When it stops to work; null: never.'),
}

interface KeySettings {
  permissions: readonly string[]
  projectIds: readonly string[] | null
  expiresAt: Date | null
}

/**
 * Nobody makes a key that can do more than they can themselves.
 *
 * @throws InvalidError for what does not exist; ForbiddenError for what is not theirs to give.
 */
export async function requireGivableKey(
  tx: Transaction,
  ctx: Context,
  authority: Authority,
  wanted: KeySettings,
): Promise<void> {
  const declared = everythingIn(ctx, new Set('*'))
  const unknown = wanted.permissions.filter((one) => one !== '*' && !declared.has(one))
  if (unknown.length > 0) {
    throw invalid(keyCodes.KEY_PERMISSION_UNKNOWN, '/permissions', unknown)
  }
  const given = wanted.permissions.includes('*') ? declared : wanted.permissions
  requireHeld(authority, given, keyCodes.KEY_EXCEEDS_YOURS)
  requireWithinProjects(authority, wanted.projectIds, keyCodes.KEY_PROJECTS_EXCEED_YOURS)
  if (wanted.projectIds) await requireProjects(tx, ctx, wanted.projectIds)
}

/** @throws InvalidError */
export function requireFuture(expiresAt: Date | null): void {
  if (expiresAt === null || expiresAt.getTime() > Date.now()) return
  throw invalid(keyCodes.KEY_EXPIRY_PAST, '/expires_at', [expiresAt.toISOString()])
}

async function requireProjects(tx: Transaction, ctx: Context, ids: readonly string[]) {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from galley.projects
    where workspace_id = ${ctx.workspaceId} and id = any(${sql.param([...ids])}::text[])`)
  const unknown = ids.filter((id) => !rows.some((row) => row.id === id))
  if (unknown.length > 0) throw invalid(keyCodes.KEY_PROJECT_UNKNOWN, '/project_ids', unknown)
}

function invalid(code: (typeof keyCodes)[keyof typeof keyCodes], pointer: string, wrong: string[]) {
  const unknown = wrong.join(', ')
  return new InvalidError(code, { unknown }, { fields: [{ pointer, message: unknown }] })
}
