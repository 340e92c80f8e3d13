import { defineMail } from '../mail/index.ts'

export const verifyEmailMail = defineMail<{ url: string }>({
  name: 'accounts.verify_email',
  category: 'security',
  subject: () => 'Confirm your e-mail address',
  body: ({ url }) => ({
    paragraphs: [
      'Somebody, hopefully you, made a Galley account with this address. Please confirm that it is yours.',
    ],
    action: { label: 'Confirm address', url },
    footnote:
      'The link works once, for 24 hours. If you did not sign up, do nothing: whoever did cannot get in without it.',
  }),
})

/** What the owner of an address gets when it is signed up with once more. */
export const accountExistsMail = defineMail<{ signInUrl: string }>({
  name: 'accounts.account_exists',
  category: 'security',
  subject: () => 'You have an account already',
  body: ({ signInUrl }) => ({
    paragraphs: [
      'Somebody, perhaps you, tried to sign up with this address. It has an account already.',
      'If it was you, sign in; if you do not know your password any more, ask for a new one there.',
    ],
    action: { label: 'Sign in', url: signInUrl },
    footnote: 'If it was not you, do nothing: nothing was changed.',
  }),
})

export const resetPasswordMail = defineMail<{ url: string }>({
  name: 'accounts.reset_password',
  category: 'security',
  subject: () => 'Choose a new password',
  body: ({ url }) => ({
    paragraphs: ['Somebody, hopefully you, asked for a new password for your Galley account.'],
    action: { label: 'Choose a password', url },
    footnote:
      'The link works once, for one hour. If you did not ask, do nothing: your password stays.',
  }),
})

export const changeEmailMail = defineMail<{ url: string }>({
  name: 'accounts.change_email',
  category: 'security',
  subject: () => 'Confirm your new e-mail address',
  body: ({ url }) => ({
    paragraphs: ['Please confirm that your Galley account shall have this address from now on.'],
    action: { label: 'Confirm address', url },
    footnote: 'The link works once, for one hour. If you did not ask for it, do nothing.',
  }),
})

/** To whom it happened, wherever it came from: the first sign of a theft. */
export const securityNoticeMail = defineMail<{ what: string; securityUrl: string }>({
  name: 'accounts.security_notice',
  category: 'security',
  subject: () => 'Your account was changed',
  body: ({ what, securityUrl }) => ({
    paragraphs: [what, 'If that was you, all is well.'],
    action: { label: 'Look at my account', url: securityUrl },
    footnote: 'If it was not you, choose a new password at once; that ends every other session.',
  }),
})
