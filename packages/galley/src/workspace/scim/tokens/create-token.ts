import { and } from 'drizzle-orm'
import { z } from 'zod'
import { ConflictError, InvalidError } from '../../../platform/error.ts'
import { newId } from '../../../platform/id.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { newToken } from '../../identity/index.ts'
import { lockAndAuthorize, requireWithinProjects } from '../../tenancy/index.ts'
import { scimRoot } from '../address.ts'
import { scimCodes } from '../codes.ts'
import { scimTokens } from '../tables.ts'
import { createScimTokenHash, inWorkspace, isLive, presentToken, TOKEN_PREFIX } from './token.ts'
import type { NewScimToken } from './token.ts'

const MOST_TOKENS = 20

export const CreateTokenInput = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}]*$/u, 'One line of text, without control characters')
    .describe('Which directory it is for.'),
  expiresAt: z.date().nullable().default(null).describe('Null: it does not expire.'),
})
export type CreateTokenInput = z.input<typeof CreateTokenInput>

/**
 * Makes what a directory signs in with, and shows it this once. Two at a time are how one is changed
 * for another without a gap.
 */
export async function createToken({
  ctx,
  input,
}: VerbArgs<CreateTokenInput>): Promise<NewScimToken> {
  requirePermission(ctx, 'scim.write')
  const { name, expiresAt } = CreateTokenInput.parse(input)
  if (expiresAt && expiresAt <= new Date()) {
    throw new InvalidError(scimCodes.SCIM_TOKEN_EXPIRY_PAST)
  }
  const token = newToken(TOKEN_PREFIX)
  const hash = await createScimTokenHash(ctx)

  return withTransaction(ctx, async (tx) => {
    const authority = await lockAndAuthorize(tx, ctx, 'scim.write')
    requireWithinProjects(authority, null) // a directory reaches the whole workspace
    if ((await tx.$count(scimTokens, and(inWorkspace(ctx), isLive()))) >= MOST_TOKENS) {
      throw new ConflictError(scimCodes.SCIM_TOKENS_FULL, { limit: MOST_TOKENS })
    }
    const [row] = await tx
      .insert(scimTokens)
      .values({
        id: newId('sct'),
        workspaceId: ctx.workspaceId,
        name,
        hash: hash(token),
        start: token.slice(0, TOKEN_PREFIX.length + 4),
        createdBy: ctx.actor.id,
        expiresAt,
      })
      .returning()
    const { id, start } = row!
    await audit(tx, ctx, {
      action: 'scim_token.create',
      subject: id,
      after: { name, start, expiresAt: expiresAt?.toISOString() ?? null },
    })
    return { token, scimToken: presentToken(row!), baseUrl: scimRoot(ctx.config) }
  })
}
