import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/index.ts'
import { toBase64Url } from '../../platform/base64url.ts'
import { ConflictError, InvalidError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { emit, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { domainCodes } from './codes.ts'
import { auditedDomain, domainCreated, DomainPurposes, toDomain } from './domain.ts'
import type { Domain, DomainRow } from './domain.ts'
import { requireDomainName } from './domain-name.ts'
import { requireDomainWriter } from './require-domain-writer.ts'
import { domains } from './tables.ts'

/** Each is asked for every day. */
const MOST_DOMAINS = 100

export const CreateDomainInput = z.object({
  name: z
    .string()
    .min(1)
    .max(1000)
    .describe('`example.org`: a name, not an address with https://.'),
  purposes: DomainPurposes,
})
export type CreateDomainInput = z.input<typeof CreateDomainInput>

/** Says that a domain is this workspace's own. Nothing follows from it until it is verified. */
export async function createDomain({ ctx, input }: VerbArgs<CreateDomainInput>): Promise<Domain> {
  requireDomainWriter(ctx)
  const { name: given, purposes } = CreateDomainInput.parse(input)
  const name = requireDomainName(given)
  refuseOwnHost(name, ctx.config.PUBLIC_URL)

  return withTransaction(ctx, async (tx) => {
    const mine = eq(domains.workspaceId, ctx.workspaceId)
    if ((await tx.$count(domains, mine)) >= MOST_DOMAINS) {
      throw new ConflictError(domainCodes.DOMAIN_LIMIT, { limit: MOST_DOMAINS })
    }
    const claim = { id: newId('dom'), workspaceId: ctx.workspaceId, name, purposes }
    const [row] = await tx
      .insert(domains)
      .values({ ...claim, token: newChallenge() })
      .onConflictDoNothing({ target: [domains.workspaceId, domains.name] })
      .returning()
    if (!row) throw alreadyThere(name, await tx.select().from(domains).where(mine))
    await audit(tx, ctx, { action: 'domain.create', subject: row.id, after: auditedDomain(row) })
    emit(tx, ctx, domainCreated, row.id, { name, purposes })
    return toDomain(row)
  })
}

const newChallenge = () => toBase64Url(crypto.getRandomValues(new Uint8Array(24)))

function alreadyThere(name: string, rows: DomainRow[]): ConflictError {
  const domainId = rows.find((row) => row.name === name)?.id
  return new ConflictError(domainCodes.DOMAIN_EXISTS, { name, domainId })
}

/** A workspace that spoke for the server's own address would speak for all workspaces. */
function refuseOwnHost(name: string, publicUrl: string | undefined): void {
  const own = publicUrl && URL.parse(publicUrl)?.hostname
  if (!own || (name !== own && !name.endsWith(`.${own}`))) return
  const problem = 'is the address of this server'
  const fields = [{ pointer: '/name', message: `This ${problem}` }]
  throw new InvalidError(domainCodes.DOMAIN_NAME_INVALID, { domain: name, problem }, { fields })
}
