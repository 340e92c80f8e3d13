import { useEffect, useState } from 'react'

/**
 * The token of the link that led here. It leaves the address bar and the history once it is read,
 * so that nobody who looks on or copies the address has it.
 *
 * @example
 * const token = useTokenOnce() // null: the link was cut short
 */
export function useTokenOnce(): string | null {
  const [token] = useState(tokenInAddress)
  useEffect(() => {
    if (token === null) return
    history.replaceState(history.state, '', location.pathname + location.search)
  }, [token])
  return token
}

/** It is in the fragment, which no server is sent. */
function tokenInAddress(): string | null {
  const fragment = location.hash.slice(1)
  return new URLSearchParams(fragment).get('token') ?? (fragment || null)
}

const KEPT = 'galley.invitation'

/** An invitation waits while somebody makes the account that it needs. */
export const keepInvitation = (token: string): void => sessionStorage.setItem(KEPT, token)
export const keptInvitation = (): string | null => sessionStorage.getItem(KEPT)
export const forgetInvitation = (): void => sessionStorage.removeItem(KEPT)
