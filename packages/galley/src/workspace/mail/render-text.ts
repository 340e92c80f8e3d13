import type { MailPage } from './render-mail.ts'

/** The plain text of a mail: every part on lines of its own, addresses whole. */
export function renderText(page: MailPage): string {
  const { greeting, paragraphs, action, footnote, senderName, stopUrl } = page
  const parts = [
    greeting,
    ...paragraphs,
    action && `${action.label}:\n${action.url}`,
    footnote,
    // What mail programs know as the beginning of a signature.
    `-- \n${senderName}${stopUrl ? `\nNo more of these: ${stopUrl}` : ''}`,
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}
