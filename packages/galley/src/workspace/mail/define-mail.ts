/**
 * Why somebody gets a mail. `security`: they asked for it, or must know; nothing suppresses it.
 * `account`: about their account and their places in workspaces. `notification`: news, which one
 * click in the mail ends.
 */
export type MailCategory = 'security' | 'account' | 'notification'

/** What a mail says, without any markup: the template makes plain text and HTML of it. */
export interface MailBody {
  greeting?: string
  paragraphs: readonly string[]
  /** The one thing to do. `url` is http or https. */
  action?: { label: string; url: string }
  /** Small print: why they got it, when the link ends. */
  footnote?: string
}

export interface MailDefinition<Data> {
  /** `module.mail`, for operators: it stands in jobs and logs. */
  name: string
  category: MailCategory
  subject: (data: Data) => string
  body: (data: Data) => MailBody
}

/**
 * One kind of mail, in the module that sends it.
 *
 * @example
 * export const verifyEmail = defineMail<{ url: string }>({
 *   name: 'accounts.verify_email',
 *   category: 'security',
 *   subject: () => 'Confirm your e-mail address',
 *   body: ({ url }) => ({
 *     paragraphs: ['Please confirm that this address is yours.'],
 *     action: { label: 'Confirm address', url },
 *     footnote: 'The link works for one hour. If you did not sign up, do nothing.',
 *   }),
 * })
 */
export function defineMail<Data>(mail: MailDefinition<Data>): MailDefinition<Data> {
  return mail
}
