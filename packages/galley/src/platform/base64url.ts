/** Bytes as text that is safe in addresses, headers and file names; without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  // In pieces: what is spread lies on the stack, which is not endless.
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192))
  }
  const text = btoa(binary)
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** @throws DOMException (InvalidCharacterError) when `text` is not base64url. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
