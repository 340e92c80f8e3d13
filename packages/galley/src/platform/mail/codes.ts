import { defineCodes } from '../error.ts'

/** None of these messages says whose mail it was: they end up in job records and logs. */
export const mailServerCodes = defineCodes({
  MAIL_ADDRESS_INVALID: 'This is not an e-mail address. Write it like anna@example.org.',
  MAIL_HEADER_INVALID:
    'A mail cannot carry the header "{header}". Use letters, digits and hyphens.',
  MAIL_SERVER_UNREACHABLE:
    'The mail server cannot be reached, or broke off ({reason}). Check SMTP_URL; the mail is tried again.',
  MAIL_SERVER_UNTRUSTED:
    'The connection to the mail server cannot be secured ({reason}). With a login in SMTP_URL it has to offer STARTTLS, with a certificate that is valid for its name.',
  MAIL_LOGIN_REFUSED:
    'The mail server refuses the login ({status}). Check the user and password in SMTP_URL; the mail is tried again.',
  MAIL_DEFERRED: 'The mail server wants the mail later ({status}). It is tried again.',
  MAIL_REJECTED:
    'The mail server refuses the mail for good ({status}). See its log; MAIL_FROM has to be an address that it sends for.',
  MAIL_BOUNCED:
    'The mail server says that the mailbox does not exist, or takes no mail ({status}). Correct the address.',
})
