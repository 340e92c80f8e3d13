import { sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { readDomainName } from './domain-name.ts'
import type { DomainPurpose } from './domain.ts'

/**
 * Which workspace has shown that a domain is its own. Exactly this name: `mail.example.org` is not
 * covered by `example.org`. A workspace that is deleted, or waits to be, has shown nothing.
 *
 * @example
 * await findVerifiedDomain(services, 'example.org') // { workspaceId: 'ws_01…' }
 */
export async function findVerifiedDomain(
  { db }: Pick<Services, 'db'>,
  domain: string,
  purpose: DomainPurpose = 'email',
): Promise<{ workspaceId: string } | null> {
  const name = readDomainName(domain)
  if (name === null) return null
  // Who asks has no workspace yet, hence the owner's handle.
  const { rows } = await db.system.execute<{ workspace_id: string }>(sql`
    select d.workspace_id
    from galley.domains d
    join galley.workspaces w on w.id = d.workspace_id and w.deleted_at is null
    where d.name = ${name} and d.verified_at is not null and ${purpose} = any(d.purposes)`)
  return rows[0] ? { workspaceId: rows[0].workspace_id } : null
}
