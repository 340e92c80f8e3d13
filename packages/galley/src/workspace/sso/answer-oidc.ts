import type { Services } from '../../platform/context.ts'
import { refusedAnswer } from './asserted.ts'
import { keepOutcome, openChecks, takeAnswer } from './attempt.ts'
import type { Attempt } from './attempt.ts'
import { readBrowser } from './browser-cookie.ts'
import { failedTest, rehearse } from './connection-test.ts'
import { openSecret } from './connection.ts'
import { finishSignIn, usableConnection } from './finish-sign-in.ts'
import { finishOidc } from './oidc/sign-in.ts'
import type { CameFrom } from './sso-context.ts'

/** How a sign-in ends: signed in, or tested. */
export type Ending = { cookies: readonly string[]; returnPath: string } | 'tested'

/** An OpenID provider has sent somebody back, with what is in the query. */
export async function answerOidc(
  services: Services,
  request: Request,
  from: CameFrom,
): Promise<Ending> {
  const { search, searchParams } = new URL(request.url)
  const [state, ...more] = searchParams.getAll('state')
  if (!state || more.length > 0) throw refusedAnswer('SSO_ATTEMPT_UNKNOWN')
  const browser = readBrowser(services.config, request.headers)
  const attempt = await takeAnswer(services, state, { browser })
  const { id, testedBy, returnPath } = attempt
  if (testedBy === null) {
    const { connection, asserted } = await readAsserted(services, attempt, { search, state })
    return { ...(await finishSignIn(services, connection, asserted, from)), returnPath }
  }
  const outcome = await readAsserted(services, attempt, { search, state })
    .then(({ connection, asserted }) => rehearse(services, connection, asserted))
    .catch(failedTest)
  await keepOutcome(services, id, outcome)
  return 'tested'
}

async function readAsserted(
  services: Services,
  attempt: Attempt,
  answer: { search: string; state: string },
) {
  const isTest = attempt.testedBy !== null
  const connection = await usableConnection(services, attempt.connectionId, { isTest })
  if (connection.settings.kind !== 'oidc') throw refusedAnswer('SSO_ATTEMPT_UNKNOWN')
  const secret = await openSecret(services, connection)
  const checks = await openChecks(services, attempt)
  const asserted = await finishOidc(services, connection.settings, secret, { ...answer, checks })
  return { connection, asserted }
}
