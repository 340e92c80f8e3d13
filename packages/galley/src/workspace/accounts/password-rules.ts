import { z } from 'zod'
import { InvalidError } from '../../platform/error.ts'
import { accountCodes } from './codes.ts'
import { commonPasswords } from './common-passwords.ts'

/** A password that is being chosen. */
export const NewPassword = z
  .string()
  .min(10, 'Take 10 characters or more')
  .max(128, 'Take 128 characters or fewer')
  .describe(
    '10 to 128 characters; common ones, and those made of your name or address, are refused.',
  )

/** A password that is being tried: never judged, so that old ones keep working. */
export const Password = z.string().min(1).max(128)

/**
 * Refuses what is guessed first: the common ones, repetitions, and the person's own name and address
 * (NIST SP 800-63B §3.1.1.2).
 *
 * @throws InvalidError
 */
export function requireStrongPassword(
  password: string,
  person: { email: string; name: string },
): void {
  const reason = weakness(password.normalize('NFKC').toLowerCase(), person)
  if (!reason) return
  const fields = [{ pointer: '/password', message: `Too easy to guess: ${reason}` }]
  throw new InvalidError(accountCodes.PASSWORD_WEAK, { reason }, { fields })
}

function weakness(password: string, { email, name }: { email: string; name: string }) {
  const bare = password.replace(/[^\p{L}\p{N}]/gu, '')
  const stem = password.replace(/[^\p{L}]+$/u, '')
  if (new Set(password).size < 5) return 'it repeats a few characters'
  const usual = [bare, stem, plainLetters(stem)]
  if (usual.some((word) => word.length > 2 && commonPasswords.has(word))) {
    return 'it is one of the most common ones'
  }
  const own = [...name.toLowerCase().split(/\s+/), name.toLowerCase().replace(/\s+/g, '')]
  const words = [...own, ...email.toLowerCase().split(/[@.+_-]/), email.toLowerCase()]
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => word.length > 3)
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), bare)
  return rest.length < 5 && rest !== bare ? 'it is made of your own name or address' : null
}

/** `p@ssw0rd` is `password` to whoever guesses. */
const plainLetters = (word: string) =>
  word.replace(/[@4031!$57]/g, (sign) => 'aaoeiisst'['@4031!$57'.indexOf(sign)]!)
