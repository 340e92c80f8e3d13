import type { AuthMethods } from '../../workspace/accounts/index.ts'

/** One request to a page, and what all of them may show. */
export interface Visit {
  url: URL
  /** How one gets in here. */
  methods: AuthMethods
  /** What whoever has this browser's session is called; null when nobody has. */
  signedInAs: string | null
}
