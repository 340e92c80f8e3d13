import { InvalidError } from '../../platform/error.ts'
import type { MailMessage } from '../../platform/mail/index.ts'
import { mailCodes } from './codes.ts'
import type { MailBody } from './define-mail.ts'
import { renderHtml } from './render-html.ts'
import { renderText } from './render-text.ts'

/** How a workspace looks to those it writes to. The address stays the operator's. */
export interface MailSender {
  name: string
  replyTo?: string
  /** https. */
  logoUrl?: string
  /** `#rrggbb`, for the button. */
  color?: string
}

export interface MailFrame {
  sender?: MailSender
  /** Where the reader ends mail of this category. */
  stopUrl?: string
}

/** What both templates get: cleaned, with nothing but the frame's and the action's links in it. */
export interface MailPage {
  subject: string
  greeting?: string
  paragraphs: string[]
  action?: { label: string; url: string }
  footnote?: string
  senderName: string
  logoUrl?: string
  color: string
  stopUrl?: string
}

const COLOR = '#1f5fbf'

/**
 * One template for all mail.
 *
 * @throws InvalidError when the action's link is none.
 */
export function renderMail(
  { name, subject, body }: { name: string; subject: string; body: MailBody },
  { sender, stopUrl }: MailFrame = {},
): Pick<MailMessage, 'subject' | 'text' | 'html'> {
  const { greeting, paragraphs, action, footnote } = body
  const logoUrl = sender?.logoUrl && webAddress(sender.logoUrl, ['https:'])
  if (action && !webAddress(action.url, ['https:', 'http:'])) {
    throw new InvalidError(mailCodes.MAIL_LINK_INVALID, { name })
  }
  const page: MailPage = {
    subject: plainWords(subject),
    ...(greeting && { greeting: plainWords(greeting) }),
    paragraphs: paragraphs.map(plainWords),
    ...(action && {
      action: { label: plainWords(action.label), url: new URL(action.url).href },
    }),
    ...(footnote && { footnote: plainWords(footnote) }),
    senderName: plainWords(sender?.name ?? 'Galley'),
    ...(logoUrl && { logoUrl }),
    color: sender?.color && /^#[0-9a-f]{6}$/i.test(sender.color) ? sender.color : COLOR,
    ...(stopUrl && { stopUrl }),
  }
  return { subject: page.subject, text: renderText(page), html: renderHtml(page) }
}

function webAddress(text: string, schemes: readonly string[]): string | null {
  const url = URL.parse(text)
  return url && schemes.includes(url.protocol) ? url.href : null
}

/**
 * Text as words only. Mail programs make links of whatever looks like an address, and names are
 * chosen by strangers: a space of no width keeps `evil.example` from becoming one.
 */
function plainWords(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/(?<=[\p{L}\p{N}])([.:@])(?=[\p{L}/])/gu, '$1\u200B')
    .trim()
}
