import { and, asc, gt, isNotNull } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import type { DomainRow } from './domain.ts'
import { domainsContext } from './domains-context.ts'
import { checkRecord } from './record.ts'
import { settleCheck } from './settle-check.ts'
import { domains } from './tables.ts'

/** Rows at a time, and questions at a time: a name server that is down holds up few others. */
const PAGE = 200
const AT_ONCE = 10

/**
 * Asks again for every verified domain, so that one that changed hands is not its former owner's
 * for ever. Also for deleted workspaces, which may come back.
 */
export async function recheckDomains(services: Services, now = new Date()): Promise<void> {
  for (let last = ''; ;) {
    const page = await services.db.systemTransaction((tx) =>
      tx
        .select()
        .from(domains)
        .where(and(isNotNull(domains.verifiedAt), gt(domains.id, last)))
        .orderBy(asc(domains.id))
        .limit(PAGE),
    )
    const waiting = [...page]
    const work = async () => {
      for (let row = waiting.shift(); row; row = waiting.shift()) await recheck(services, row, now)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    if (page.length < PAGE) return
    last = page.at(-1)!.id
  }
}

/** One that fails is looked at tomorrow, and keeps nobody else from being looked at. */
async function recheck(services: Services, row: DomainRow, now: Date): Promise<void> {
  try {
    const check = await checkRecord(services.dns, row)
    await settleCheck(domainsContext(services, row.workspaceId), row, check, now)
  } catch (error) {
    services.logger.warn({ error, domainId: row.id }, 'a domain was not checked again')
  }
}
