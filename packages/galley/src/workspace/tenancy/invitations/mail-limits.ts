import { and, eq, gt, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { RateLimitError } from '../../../platform/error.ts'
import { tenancyCodes } from '../codes.ts'
import { invitations } from '../tables.ts'

const PER_HOUR = { workspace: 200, address: 5 }

/**
 * Invitations are mail to strangers: nobody floods a mailbox, from however many workspaces, and no
 * workspace becomes a sender of mail. Soft limits: two at the same moment may both pass.
 *
 * @throws RateLimitError
 */
export async function requireMailAllowance(ctx: Context, email: string): Promise<void> {
  const [toAddress, fromWorkspace] = await Promise.all([
    mailsInLastHour(ctx, eq(invitations.email, email)),
    mailsInLastHour(ctx, eq(invitations.workspaceId, ctx.workspaceId)),
  ])
  if (toAddress >= PER_HOUR.address) refuse('to this address')
  if (fromWorkspace >= PER_HOUR.workspace) refuse('from this workspace')
}

/** Over all workspaces: the mailbox that is flooded belongs to none. */
async function mailsInLastHour({ db }: Context, where: SQL): Promise<number> {
  const [found] = await db.system
    .select({ mails: sql<number>`coalesce(sum(${invitations.mails}), 0)::int` })
    .from(invitations)
    .where(and(where, gt(invitations.mailedAt, sql`now() - interval '1 hour'`)))
  return found!.mails
}

function refuse(where: string): never {
  const details = { where, retryAfterSeconds: 3600 }
  throw new RateLimitError(tenancyCodes.INVITATION_MAILS_LIMITED, details)
}
