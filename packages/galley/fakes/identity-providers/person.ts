/** Somebody who is known to a provider. */
export interface Person {
  subject: string
  email: string
  /** Left out when undefined. */
  isEmailVerified?: boolean | string
  name?: string
  groups?: string[]
}
