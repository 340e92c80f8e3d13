/** One message to one person. Plain text always; HTML beside it where it helps. */
export interface MailMessage {
  to: string
  /** Default: what the operator configured (`MAIL_FROM`). */
  from?: { name: string; address?: string }
  replyTo?: string
  subject: string
  text: string
  html?: string
  headers?: Record<string, string>
}

/** A way to send mail: a driver. What is temporary is an UnavailableError, what is final an InvalidError. */
export interface Mail {
  /** True when messages really reach people, and not only the operator's log. */
  readonly isDelivering: boolean
  /** @param id The same for every attempt, so that a receiver can tell a repeated message. */
  send(message: MailMessage, options: { id: string; signal: AbortSignal }): Promise<void>
  /** Ends the connections that are kept open. */
  close?(): void
}
