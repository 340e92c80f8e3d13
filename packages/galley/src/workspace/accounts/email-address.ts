import { z } from 'zod'

/** Addresses are compared and stored like this. */
export const normalizeEmail = (email: string) => email.trim().normalize('NFC').toLowerCase()

/** One person's address, as they type it; comes out normalized. */
export const EmailAddress = z
  .string()
  .max(254)
  .transform(normalizeEmail)
  .pipe(z.email())
  .describe('An e-mail address; upper and lower case are the same.')

/** What people call themselves or a thing: one line, no characters that steer a mail or a
 * terminal, or turn what stands around them. */
export const PlainName = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]*$/u, 'One line of plain text')

/** The same of a name that somebody else wrote: what does not belong into it is left out. */
export const plainName = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, 120)

/** Whether this can be somebody's address. */
export const isEmailAddress = (text: unknown): boolean => EmailAddress.safeParse(text).success
