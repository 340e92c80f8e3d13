import { z } from 'zod'
import type { Services } from '../../platform/context.ts'
import { GalleyError } from '../../platform/error.ts'
import type { Ending } from './answer-oidc.ts'
import { finishPath, safeReturnPath } from './address.ts'
import { refusedAnswer } from './asserted.ts'
import type { Asserted } from './asserted.ts'
import { keepOutcome, takeAnswer, takeOutcome } from './attempt.ts'
import { readBrowser } from './browser-cookie.ts'
import { signInCodes } from './codes.ts'
import { failedTest, rehearse } from './connection-test.ts'
import type { ConnectionRow } from './connection.ts'
import { finishSignIn, usableConnection } from './finish-sign-in.ts'
import { readForm } from './read-form.ts'
import { checkAnswerIsolated } from './saml/check-answer-isolated.ts'
import type { CameFrom } from './sso-context.ts'
import { useAssertion } from './use-assertion.ts'

/** What is kept of an answer until the browser that asked for it comes by itself. */
const Outcome = z.union([
  z.object({
    asserted: z.object({
      subject: z.string(),
      email: z.string(),
      isEmailVerified: z.boolean(),
      name: z.string().nullable(),
      groups: z.array(z.string()),
    }),
  }),
  z.object({ code: z.string(), reason: z.string().nullable() }),
])
type Outcome = z.infer<typeof Outcome>

/**
 * A SAML provider's answer, posted from its own page: so without our cookies. It is checked and kept,
 * and the browser is sent to fetch what came of it, with its cookie.
 *
 * @returns Where to send the browser; or, for an answer that nobody asked for and the connection
 * takes all the same, how the sign-in ends.
 */
export async function answerSaml(
  services: Services,
  request: Request,
  connectionId: string,
  from: CameFrom,
): Promise<{ location: string } | Ending> {
  const { answer, relayState } = await readForm(request)
  // Our own state is one token. Anything else is a path, or a provider's own idea.
  if (!/^[\w-]{43}$/.test(relayState)) {
    return answerUnasked(services, connectionId, { answer, relayState }, from)
  }
  const attempt = await takeAnswer(services, relayState, { connectionId })
  const isTest = attempt.testedBy !== null
  const outcome = await usableConnection(services, connectionId, { isTest })
    .then((connection) => readAsserted(services, connection, answer, attempt.requestId))
    .then((asserted): Outcome => ({ asserted }), toOutcome)
  await keepOutcome(services, attempt.id, outcome)
  if ('code' in outcome) log(services, connectionId, outcome)
  return { location: `${finishPath}?${new URLSearchParams({ state: relayState })}` }
}

function toOutcome(error: unknown): Outcome {
  if (!(error instanceof GalleyError)) throw error
  const { reason } = error.details
  return { code: error.code, reason: typeof reason === 'string' ? reason : null }
}

const log = (
  { logger }: Services,
  connectionId: string,
  about: { code: string; reason: unknown },
) => logger.warn({ connection_id: connectionId, ...about }, 'a sign-in was refused')

/** The browser comes back for what came of its sign-in. */
export async function fetchOutcome(
  services: Services,
  request: Request,
  from: CameFrom,
): Promise<Ending> {
  const state = new URL(request.url).searchParams.get('state') ?? ''
  const browser = readBrowser(services.config, request.headers)
  const { attempt, outcome: kept } = await takeOutcome(services, state, browser)
  const outcome = Outcome.parse(kept)
  const isTest = attempt.testedBy !== null
  if ('code' in outcome) {
    const error = refusalOf(outcome)
    if (!isTest) throw error
    await keepOutcome(services, attempt.id, failedTest(error))
    return 'tested'
  }
  const connection = await usableConnection(services, attempt.connectionId, { isTest })
  const { asserted } = outcome
  if (isTest) {
    await keepOutcome(services, attempt.id, await rehearse(services, connection, asserted))
    return 'tested'
  }
  const { returnPath } = attempt
  return { ...(await finishSignIn(services, connection, asserted, from)), returnPath }
}

function refusalOf({ code, reason }: { code: string; reason: string | null }): GalleyError {
  const names = Object.keys(signInCodes) as (keyof typeof signInCodes)[]
  const name = names.find((one) => signInCodes[one].code === code) ?? 'SSO_ANSWER_INVALID'
  return refusedAnswer(name, reason ?? undefined)
}

async function readAsserted(
  services: Services,
  { id, settings }: ConnectionRow,
  answer: string,
  requestId: string | null,
): Promise<Asserted> {
  if (settings.kind !== 'saml') throw refusedAnswer('SSO_ATTEMPT_UNKNOWN')
  const connection = { id, settings }
  const checked = await checkAnswerIsolated(services, { connection, encoded: answer, requestId })
  await useAssertion(services, checked)
  return checked.asserted
}

/** An answer without a request: only where the connection says so, and never with one's own state. */
async function answerUnasked(
  services: Services,
  connectionId: string,
  { answer, relayState }: { answer: string; relayState: string },
  from: CameFrom,
): Promise<Ending> {
  const connection = await usableConnection(services, connectionId)
  const { settings } = connection
  if (settings.kind !== 'saml' || !settings.allowsIdpInitiated) {
    throw refusedAnswer('SSO_ANSWER_UNSOLICITED')
  }
  const asserted = await readAsserted(services, connection, answer, null)
  const signedIn = await finishSignIn(services, connection, asserted, from)
  return { ...signedIn, returnPath: safeReturnPath(relayState) }
}
