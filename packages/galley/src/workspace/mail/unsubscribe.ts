import type { VerbArgs } from '../../platform/verb.ts'
import type { MailCategory } from './define-mail.ts'
import { optOut } from './suppressions.ts'
import { readUnsubscription } from './unsubscribe-links.ts'

/**
 * Ends mail of one category to one address. The token is all that it takes: whoever got the mail
 * has it, and need not be signed in.
 *
 * @throws InvalidError for a token that is not ours.
 */
export async function unsubscribe({
  ctx,
  input,
}: VerbArgs<{ token: string }>): Promise<{ category: MailCategory; isSubscribed: boolean }> {
  const wish = await readUnsubscription(ctx.secrets, input.token)
  await optOut(ctx, wish)
  return { category: wish.category, isSubscribed: false }
}
