import { defineCodes } from '../../platform/error.ts'

export const mailCodes = defineCodes({
  MAIL_LINK_INVALID:
    'The mail "{name}" holds a link that is no http or https address. Build it from PUBLIC_URL.',
  MAIL_GONE:
    'The mail {mailId} is no longer kept: it was delivered, or has waited too long. Have it sent anew.',
  MAIL_TOKEN_INVALID:
    'This link is not one of ours, or is not whole. Open it from the mail again, in full.',
})
