/**
 * Names a section's text, the same in browsers and on servers: SHA-256 of its Markdown as UTF-8,
 * the first 16 bytes as base64url.
 *
 * @example
 * await hashSection('Bees fly.') // 22 characters
 */
export async function hashSection(markdown: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(markdown))
  const bytes = String.fromCharCode(...new Uint8Array(digest).subarray(0, 16))
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
