import { z } from 'zod'
import type { User } from './create-user.ts'

/** A person, to themselves. */
export const SignedInUser = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  image: z.string().nullable(),
  twoFactorEnabled: z.boolean(),
  createdAt: z.date(),
})
export type SignedInUser = z.infer<typeof SignedInUser>

export const presentUser = (user: User): SignedInUser => SignedInUser.parse(user)
