import { and, arrayContains, eq, isNotNull } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { readDomainName } from './domain-name.ts'
import type { DomainPurpose } from './domain.ts'
import { domains } from './tables.ts'

/** True when this workspace has shown that exactly this domain is its own, for this purpose. */
export async function isVerifiedDomain(
  tx: Transaction,
  ctx: Pick<Context, 'workspaceId'>,
  domain: string,
  purpose: DomainPurpose,
): Promise<boolean> {
  const name = readDomainName(domain)
  if (name === null) return false
  const found = await tx.$count(
    domains,
    and(
      eq(domains.workspaceId, ctx.workspaceId),
      eq(domains.name, name),
      isNotNull(domains.verifiedAt),
      arrayContains(domains.purposes, [purpose]),
    ),
  )
  return found > 0
}
