import { and, eq, sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { InvalidError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { createUser, findUserByEmail } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import { isVerifiedDomain } from '../domains/index.ts'
import { addMember, setMemberRole } from '../tenancy/index.ts'
import { domainOf, refusedAnswer } from './asserted.ts'
import type { Asserted } from './asserted.ts'
import type { ConnectionRow } from './connection.ts'
import { ssoContext } from './sso-context.ts'
import type { CameFrom } from './sso-context.ts'
import { ssoIdentities } from './tables.ts'

export interface Resolved {
  userId: string
  /** How the provider's subject is known here: already, by its address, or not before now. */
  link: 'known' | 'linked' | 'created'
  hasJoined: boolean
  role: string
}

interface Args {
  services: Services
  /** The owner's: people belong to no workspace. */
  tx: Transaction
  connection: ConnectionRow
  asserted: Asserted
  from?: Partial<CameFrom>
}

/**
 * Who an asserted subject is here, and that they are a member. A provider speaks for the verified
 * domains of its own workspace and for nobody else; a subject stays the person it was first linked
 * to, whatever its address becomes; and a person's address does not pass to another subject.
 *
 * @throws UnauthenticatedError with one of `signInCodes`.
 */
export async function resolvePerson(args: Args): Promise<Resolved> {
  const { tx, connection, asserted } = args
  await requireOwnAddress(args)
  // Two answers about one subject at once: the second sees what the first has made of it.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${connection.id}, 727))`)
  const known = await findIdentity(tx, connection.id, asserted.subject)
  const found = known ? { userId: known.userId, link: 'known' as const } : await findByAddress(args)
  const seat = await takeSeat(args, found)
  const resolved = { ...found, ...seat }
  await keepIdentity(args, resolved, known?.id ?? null)
  return resolved
}

async function requireOwnAddress({ tx, connection, asserted }: Args): Promise<void> {
  const { settings } = connection
  const isTrusted = settings.kind === 'saml' || settings.trustsEmail
  if (!asserted.isEmailVerified && !isTrusted) throw refusedAnswer('SSO_EMAIL_UNVERIFIED')
  if (!(await isVerifiedDomain(tx, connection, domainOf(asserted.email), 'email'))) {
    throw refusedAnswer('SSO_DOMAIN_UNVERIFIED')
  }
}

async function findIdentity(tx: Transaction, connectionId: string, subject: string) {
  const [found] = await tx
    .select()
    .from(ssoIdentities)
    .where(and(eq(ssoIdentities.connectionId, connectionId), eq(ssoIdentities.subject, subject)))
  return found ?? null
}

type Found = Pick<Resolved, 'userId' | 'link'>

/** The first time a subject comes, its address says who it is. */
async function findByAddress({ services, tx, connection, asserted }: Args): Promise<Found> {
  const { email, name } = asserted
  const user = await findUserByEmail(tx, email)
  if (!user) {
    if (!connection.justInTime) throw refusedAnswer('SSO_NOT_A_MEMBER')
    const created = await createUser({
      services,
      tx,
      input: { name: name ?? email.split('@')[0]!, email, emailVerified: true, origin: 'sso' },
    })
    return { userId: created.id, link: 'created' }
  }
  // Whoever made it may not be whose address it is, and would keep their own way in.
  if (!user.emailVerified) throw refusedAnswer('SSO_ACCOUNT_UNVERIFIED')
  const others = await tx.$count(
    ssoIdentities,
    and(eq(ssoIdentities.connectionId, connection.id), eq(ssoIdentities.userId, user.id)),
  )
  if (others > 0) throw refusedAnswer('SSO_SUBJECT_CHANGED')
  return { userId: user.id, link: 'linked' }
}

async function takeSeat(
  args: Args,
  { userId, link }: Found,
): Promise<Pick<Resolved, 'hasJoined' | 'role'>> {
  const { services, tx, connection, asserted } = args
  const { workspaceId } = connection
  const mapped = connection.roleMapping.find(({ group }) => asserted.groups.includes(group))?.role
  const seat = await readSeat(tx, { workspaceId, userId })
  if (seat && !seat.is_active) throw refusedAnswer('SSO_MEMBER_INACTIVE')
  if (seat) {
    // Owners are made and unmade by owners only.
    if (!mapped || seat.role === mapped || seat.role === 'owner') {
      return { hasJoined: false, role: seat.role }
    }
    const input = { workspaceId, userId, role: mapped, origin: 'sso' as const }
    await setMemberRole({ services, tx, input }).catch(refuseRole)
    return { hasJoined: false, role: mapped }
  }
  // A link alone does not bring back somebody whose account is now under another address: that
  // account may have nothing to do with this workspace any more.
  if (!connection.justInTime || (link === 'known' && !(await hasAddress(args, userId)))) {
    throw refusedAnswer('SSO_NOT_A_MEMBER')
  }
  const role = mapped ?? connection.defaultRole
  const input = { workspaceId, userId, role, origin: 'sso' as const }
  await addMember({ services, tx, input }).catch(refuseRole)
  return { hasJoined: true, role }
}

/** A role of the mapping may have been deleted since. */
function refuseRole(error: unknown): never {
  throw error instanceof InvalidError ? refusedAnswer('SSO_ROLE_GONE', error.code) : error
}

async function hasAddress({ tx, asserted }: Args, userId: string): Promise<boolean> {
  const user = await findUserByEmail(tx, asserted.email)
  return user?.id === userId && user.emailVerified
}

async function readSeat(
  tx: Transaction,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<{ role: string; is_active: boolean } | null> {
  const { rows } = await tx.execute<{ role: string; is_active: boolean }>(sql`
    select role, is_active from galley.members
    where workspace_id = ${workspaceId} and user_id = ${userId}`)
  return rows[0] ?? null
}

async function keepIdentity(
  { services, tx, connection, asserted, from }: Args,
  { userId, link }: Resolved,
  identityId: string | null,
): Promise<void> {
  const { workspaceId, id: connectionId } = connection
  const { email, subject } = asserted
  if (identityId !== null) {
    await tx
      .update(ssoIdentities)
      .set({ email, lastSignedInAt: sql`clock_timestamp()` })
      .where(eq(ssoIdentities.id, identityId))
    return
  }
  const id = newId('ssi')
  await tx.insert(ssoIdentities).values({
    id,
    workspaceId,
    connectionId,
    subject,
    userId,
    email,
    lastSignedInAt: sql`clock_timestamp()`,
  })
  const actor = { kind: 'system', id: connectionId } as const
  await audit(tx, ssoContext(services, workspaceId, actor, from), {
    action: 'sso_identity.link',
    subject: id,
    after: { connectionId, userId, link },
  })
}
