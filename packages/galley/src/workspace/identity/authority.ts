import { sql } from 'drizzle-orm'
import { contextCodes } from '../../platform/context.ts'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ForbiddenError } from '../../platform/error.ts'
import { ACCOUNT } from '../../platform/permission.ts'
import { keyCodes } from './codes.ts'
import { keyPermissions, narrower, seatPermissions } from './seat.ts'
import type { Seat } from './seat.ts'

/** What somebody may at this moment, spelt out: it is what they can give at most. */
export interface Authority {
  permissions: ReadonlySet<string>
  /** Null: all. */
  projectIds: readonly string[] | null
}

const NOTHING: Authority = { permissions: new Set(), projectIds: [] }

/**
 * The first line of every write here: waits for changes of who may what in the workspace, and asks
 * again. What the request came with may be a second old, or have changed while it waited.
 *
 * @throws ForbiddenError
 */
export async function lockAndAuthorize(
  tx: Transaction,
  ctx: Context,
  permission: string,
): Promise<Authority> {
  await tx.execute(sql`select 1 from galley.workspaces where id = ${ctx.workspaceId} for update`)
  const authority = await authorityOf(tx, ctx)
  if (authority.permissions.has(permission)) return authority
  throw new ForbiddenError(contextCodes.PERMISSION_MISSING, { permission })
}

/** Everything that a key can be given. */
export const everything = ({ permissionCatalogue }: Pick<Context, 'permissionCatalogue'>) =>
  [...permissionCatalogue.keys()].filter((name) => name !== ACCOUNT)

/** @throws ForbiddenError unless all of it is theirs. */
export function requireHeld({ permissions }: Authority, wanted: readonly string[]): void {
  const missing = wanted.filter((name) => !permissions.has(name))
  if (missing.length === 0) return
  throw new ForbiddenError(keyCodes.KEY_EXCEEDS_YOURS, { missing: missing.join(', ') })
}

/** @throws ForbiddenError when somebody who is narrowed reaches outside of their projects. */
export function requireWithinProjects(
  { projectIds: own }: Authority,
  wanted: readonly string[] | null,
): void {
  if (own === null || wanted?.every((id) => own.includes(id))) return
  throw new ForbiddenError(keyCodes.KEY_PROJECTS_EXCEED_YOURS)
}

function authorityOf(tx: Transaction, ctx: Context): Promise<Authority> | Authority {
  const { actor, permissions, projectIds = null } = ctx
  if (actor.kind === 'user') return authorityOfPerson(tx, ctx, actor.id)
  if (actor.kind === 'api_key') return authorityOfKey(tx, ctx, actor.id)
  return { permissions: spelt(ctx, permissions), projectIds }
}

async function authorityOfPerson(tx: Transaction, ctx: Context, id: string): Promise<Authority> {
  const { rows } = await tx.execute<Seat & Record<string, unknown>>(sql`
    select m.role, m.project_ids, r.permissions as role_permissions from galley.members m
    left join galley.roles r on r.id = m.role and r.workspace_id = m.workspace_id
    where m.workspace_id = ${ctx.workspaceId} and m.user_id = ${id} and m.is_active`)
  const [seat] = rows
  if (!seat) return NOTHING
  const permissions = seatPermissions(ctx.permissionCatalogue, seat)
  return { permissions, projectIds: seat.project_ids }
}

/** A person's own key can no more than they can. */
async function authorityOfKey(tx: Transaction, ctx: Context, id: string): Promise<Authority> {
  const { rows } = await tx.execute<{
    permissions: string[]
    project_ids: string[] | null
    user_id: string | null
  }>(sql`
    select permissions, project_ids, user_id from galley.api_keys
    where workspace_id = ${ctx.workspaceId} and id = ${id} and revoked_at is null
      and (expires_at is null or expires_at > clock_timestamp())`)
  const [key] = rows
  if (!key) return NOTHING
  const person = key.user_id === null ? null : await authorityOfPerson(tx, ctx, key.user_id)
  const held = person && person.permissions
  return {
    permissions: spelt(ctx, keyPermissions(ctx.permissionCatalogue, key.permissions, held)),
    projectIds: person ? narrower(key.project_ids, person.projectIds) : key.project_ids,
  }
}

/** `*` as what it stands for. */
const spelt = (ctx: Context, held: ReadonlySet<string>): ReadonlySet<string> =>
  held.has('*') ? new Set(everything(ctx)) : held
