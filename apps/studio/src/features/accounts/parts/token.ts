/** The token of the link that led here: in the fragment, which no server is sent. */
export function tokenInAddress(): string | null {
  const fragment = location.hash.slice(1)
  return new URLSearchParams(fragment).get('token') ?? (fragment || null)
}

const KEPT = 'galley.invitation'

/** An invitation waits while somebody makes the account that it needs. */
export const keepInvitation = (token: string): void => sessionStorage.setItem(KEPT, token)
export const keptInvitation = (): string | null => sessionStorage.getItem(KEPT)
export const forgetInvitation = (): void => sessionStorage.removeItem(KEPT)
