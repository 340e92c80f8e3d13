/** What we use of mailparser, which comes without types. */
declare module 'mailparser' {
  export interface ParsedMail {
    messageId?: string
    subject?: string
    text?: string
    html?: string | false
    from?: { value: { name: string; address?: string }[]; text: string }
    to?: { value: { name: string; address?: string }[]; text: string }
    replyTo?: { value: { name: string; address?: string }[]; text: string }
    headerLines: { key: string; line: string }[]
    attachments: unknown[]
  }
  export function simpleParser(source: Uint8Array | string): Promise<ParsedMail>
}
