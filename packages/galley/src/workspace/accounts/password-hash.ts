/**
 * scrypt, as better-auth does it: on the thread pool, 16 MB and some tens of milliseconds each.
 * Loaded on first use.
 */
export async function hashPassword(password: string): Promise<string> {
  const crypto = await import('better-auth/crypto')
  return crypto.hashPassword(password)
}

export async function isPassword(hash: string, password: string): Promise<boolean> {
  const crypto = await import('better-auth/crypto')
  return crypto.verifyPassword({ hash, password })
}
