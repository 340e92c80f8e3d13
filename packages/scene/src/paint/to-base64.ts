/** Bytes as text, in Node and in browsers. */
export function toBase64(data: Uint8Array): string {
  let text = ''
  for (let at = 0; at < data.length; at += 8192) {
    text += String.fromCharCode(...data.subarray(at, at + 8192))
  }
  return btoa(text)
}
