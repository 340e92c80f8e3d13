const KEY = 'galley.invitation'
const LONGEST_MS = 24 * 3_600_000

/**
 * The invitation that somebody was about to accept when they had to sign in or confirm an address
 * first, perhaps in another tab. Kept by this browser alone, for a day.
 */
export function keepInvitation(token: string): void {
  localStorage.setItem(KEY, JSON.stringify({ token, until: Date.now() + LONGEST_MS }))
}

export function keptInvitation(): string | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    const { token, until } = (kept ?? {}) as { token?: unknown; until?: unknown }
    if (typeof token === 'string' && typeof until === 'number' && until > Date.now()) return token
  } catch {
    // Somebody else's, or none: as good as none.
  }
  forgetInvitation()
  return null
}

export function forgetInvitation(): void {
  localStorage.removeItem(KEY)
}
