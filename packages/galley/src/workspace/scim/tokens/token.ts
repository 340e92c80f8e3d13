import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Services } from '../../../platform/context.ts'
import { createTokenHash } from '../../identity/index.ts'
import { scimTokens } from '../tables.ts'

export const TOKEN_PREFIX = 'galley_scim_'

export const createScimTokenHash = ({ secrets }: Pick<Services, 'secrets'>) =>
  createTokenHash(secrets, 'scim_tokens')

export const ScimToken = z
  .object({
    id: z.string(),
    name: z.string(),
    start: z.string().describe('Its first characters, to recognise it by.'),
    status: z.enum(['active', 'expired', 'revoked']),
    createdBy: z.string().describe('The user or key that made it.'),
    createdAt: z.date(),
    lastUsedAt: z.date().nullable().describe('Up to a minute late.'),
    expiresAt: z.date().nullable(),
    revokedAt: z.date().nullable(),
  })
  .meta({ id: 'ScimToken' })
export type ScimToken = z.infer<typeof ScimToken>

export const NewScimToken = z.object({
  token: z.string().describe('Shown this once.'),
  scimToken: ScimToken,
  baseUrl: z.string().describe('What the directory calls the tenant URL or SCIM base URL.'),
})
export type NewScimToken = z.infer<typeof NewScimToken>

export type TokenRow = typeof scimTokens.$inferSelect

export const isLive = () =>
  and(
    isNull(scimTokens.revokedAt),
    or(isNull(scimTokens.expiresAt), gt(scimTokens.expiresAt, sql`clock_timestamp()`)),
  )

export const inWorkspace = ({ workspaceId }: { workspaceId: string }) =>
  eq(scimTokens.workspaceId, workspaceId)

export function presentToken(row: TokenRow): ScimToken {
  const isExpired = row.expiresAt !== null && row.expiresAt <= new Date()
  return ScimToken.parse({
    ...row,
    status: row.revokedAt ? 'revoked' : isExpired ? 'expired' : 'active',
  })
}
