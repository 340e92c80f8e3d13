import { z } from 'zod'
import { normalizeEmail } from '../accounts/index.ts'

/** Names go into mail and lists: one line, without characters that turn or hide what is around them. */
const plainLine = /^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u

const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .regex(plainLine, 'One line of plain text')
    .refine((text) => text.isWellFormed(), 'Half a character')

/** What people call a workspace, a project or a role. */
export const Name = line(80).min(1)
export const Description = line(500)

/** The projects that a seat is narrowed to; null or absent: all. */
export const ProjectIds = z
  .array(z.string().max(64))
  .min(1)
  .max(100)
  .transform((ids) => [...new Set(ids)])

/** Written as accounts write theirs, so that the two can be compared. */
export const InvitedAddress = z
  .string()
  .max(254)
  .transform((email) => normalizeEmail(email))
  .pipe(z.email())
