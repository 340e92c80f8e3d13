import type { Services } from '../../platform/context.ts'
import { refusedAnswer } from './asserted.ts'
import type { CheckedAnswer } from './saml/check-answer.ts'
import { ssoAssertions } from './tables.ts'

/**
 * Uses an assertion up: of all processes together, one gets through.
 *
 * @throws UnauthenticatedError when it was used before.
 */
export async function useAssertion(
  { db }: Pick<Services, 'db'>,
  { assertionHash, validUntil }: Pick<CheckedAnswer, 'assertionHash' | 'validUntil'>,
): Promise<void> {
  const used = await db.system
    .insert(ssoAssertions)
    .values({ hash: assertionHash, expiresAt: validUntil })
    .onConflictDoNothing()
    .returning()
  if (used.length === 0) throw refusedAnswer('SSO_ANSWER_REPLAYED')
}
