/** A multiple of three, so that the pieces' texts join; small, since what is spread lies on the stack. */
const PIECE = 8190

/** Bytes as base64, with padding: for data URIs. */
export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let start = 0; start < bytes.length; start += PIECE) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(start, start + PIECE))))
  }
  return pieces.join('')
}
