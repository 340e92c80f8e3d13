import { and, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { newId } from '../../platform/id.ts'
import { createTokenHash, newToken } from '../identity/index.ts'
import { refusedAnswer } from './asserted.ts'
import { openSecret } from './connection.ts'
import type { ConnectionRow } from './connection.ts'
import { beginOidc } from './oidc/sign-in.ts'
import type { OidcChecks } from './oidc/sign-in.ts'
import { requestAddress } from './saml/service-provider.ts'
import { ssoAttempts } from './tables.ts'

/** How long somebody may take to sign in at the provider. */
const ATTEMPT_MS = 15 * 60_000

export type Attempt = typeof ssoAttempts.$inferSelect

export const checksPurpose = (attemptId: string) => `sso_attempt.checks:${attemptId}`
export const outcomePurpose = (attemptId: string) => `sso_attempt.outcome:${attemptId}`

/** Hashes what travels through browsers, so that the database alone lets nobody finish a sign-in. */
export const createAttemptHash = ({ secrets }: Pick<Services, 'secrets'>) =>
  createTokenHash(secrets, 'sso_attempts')

export interface NewAttempt {
  connection: ConnectionRow
  browser: string
  returnPath: string
  loginHint?: string | null
  testedBy?: string | null
}

/**
 * Begins a sign-in through a connection.
 *
 * @returns Where the browser has to go.
 */
export async function beginAttempt(
  services: Services,
  { connection, browser, returnPath, loginHint = null, testedBy = null }: NewAttempt,
): Promise<{ attemptId: string; redirectUrl: string }> {
  const { settings } = connection
  const attemptId = newId('ssa')
  const state = newToken('')
  const hash = await createAttemptHash(services)
  let redirectUrl: string
  let requestId: string | null = null
  let checks: string | null = null
  if (settings.kind === 'oidc') {
    const secret = await openSecret(services, connection)
    const begun = await beginOidc(services, settings, secret, { state, loginHint })
    redirectUrl = begun.redirectUrl
    checks = await services.secrets.seal(checksPurpose(attemptId), JSON.stringify(begun.checks))
  } else {
    requestId = `_${newToken('').replace(/[^A-Za-z0-9]/g, '')}`
    const request = { requestId, state }
    redirectUrl = await requestAddress(services.config, connection.id, settings, request)
  }
  await services.db.system.insert(ssoAttempts).values({
    id: attemptId,
    workspaceId: connection.workspaceId,
    connectionId: connection.id,
    stateHash: hash(state),
    browserHash: hash(browser),
    requestId,
    checks,
    returnPath,
    testedBy,
    expiresAt: new Date(Date.now() + ATTEMPT_MS),
  })
  return { attemptId, redirectUrl }
}

/**
 * Takes an attempt for the answer that has come: the first answer, right or wrong, is the only one.
 *
 * @param by The browser it must have been begun in, or the connection that the answer is for.
 * @throws UnauthenticatedError when there is none that waits.
 */
export async function takeAnswer(
  services: Services,
  state: string,
  by: { browser: string | null } | { connectionId: string },
): Promise<Attempt> {
  const hash = await createAttemptHash(services)
  const isTheirs =
    'connectionId' in by
      ? eq(ssoAttempts.connectionId, by.connectionId)
      : eq(ssoAttempts.browserHash, hash(by.browser ?? ''))
  const [attempt] = await services.db.system
    .update(ssoAttempts)
    .set({ answeredAt: sql`now()` })
    .where(
      and(
        eq(ssoAttempts.stateHash, hash(state)),
        isTheirs,
        isNull(ssoAttempts.answeredAt),
        gt(ssoAttempts.expiresAt, sql`now()`),
      ),
    )
    .returning()
  if (!attempt) throw refusedAnswer('SSO_ATTEMPT_UNKNOWN')
  return attempt
}

/** Keeps what came of an attempt until it is fetched: sealed, since it is about a person. */
export async function keepOutcome(
  services: Services,
  attemptId: string,
  outcome: unknown,
): Promise<void> {
  const sealed = await services.secrets.seal(outcomePurpose(attemptId), JSON.stringify(outcome))
  await services.db.system
    .update(ssoAttempts)
    .set({ outcome: sealed })
    .where(eq(ssoAttempts.id, attemptId))
}

/**
 * Takes what came of an attempt: once, and in the browser that began it.
 *
 * @throws UnauthenticatedError in another browser, a second time, or too late.
 */
export async function takeOutcome(
  services: Services,
  state: string,
  browser: string | null,
): Promise<{ attempt: Attempt; outcome: unknown }> {
  const hash = await createAttemptHash(services)
  const [attempt] = await services.db.system
    .update(ssoAttempts)
    .set({ finishedAt: sql`now()` })
    .where(
      and(
        eq(ssoAttempts.stateHash, hash(state)),
        eq(ssoAttempts.browserHash, hash(browser ?? '')),
        isNotNull(ssoAttempts.outcome),
        isNull(ssoAttempts.finishedAt),
        gt(ssoAttempts.expiresAt, sql`now()`),
      ),
    )
    .returning()
  if (!attempt?.outcome) throw refusedAnswer('SSO_ATTEMPT_UNKNOWN')
  const { id, testedBy } = attempt
  const outcome: unknown = JSON.parse(
    await services.secrets.unseal(outcomePurpose(id), attempt.outcome),
  )
  // A test's is still to be read by who asked for it.
  if (testedBy === null) {
    await services.db.system
      .update(ssoAttempts)
      .set({ outcome: null })
      .where(eq(ssoAttempts.id, id))
  }
  return { attempt, outcome }
}

export async function openChecks(
  { secrets }: Pick<Services, 'secrets'>,
  { id, checks }: Attempt,
): Promise<OidcChecks> {
  if (checks === null) throw refusedAnswer('SSO_ATTEMPT_UNKNOWN')
  return JSON.parse(await secrets.unseal(checksPurpose(id), checks)) as OidcChecks
}
