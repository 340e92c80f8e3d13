import type { VerbArgs } from '../../platform/verb.ts'
import type { MailCategory } from './define-mail.ts'
import { optIn } from './suppressions.ts'
import { readUnsubscription } from './unsubscribe-links.ts'

/**
 * Lets mail of one category go to one address again, by the same token that ended it.
 *
 * @throws InvalidError for a token that is not ours.
 */
export async function resubscribe({
  ctx,
  input,
}: VerbArgs<{ token: string }>): Promise<{ category: MailCategory; isSubscribed: boolean }> {
  const wish = await readUnsubscription(ctx.secrets, input.token)
  await optIn(ctx, wish)
  return { category: wish.category, isSubscribed: true }
}
