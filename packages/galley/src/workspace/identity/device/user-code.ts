/** Letters that spell no words and are told from each other, as RFC 8628 advises. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const LENGTH = 8

/** What a person types: `WDJB-MJHT`. One of 25,600,000,000. */
export function newUserCode(): string {
  let code = ''
  while (code.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
      // 240 is a multiple of 20, so that each letter is as likely as any other.
      if (byte < 240 && code.length < LENGTH) code += LETTERS[byte % LETTERS.length]
    }
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** As it was given out, however it was typed: case, spaces and hyphens say nothing. */
export function readUserCode(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[^A-Z]/g, '')
  const isCode = letters.length === LENGTH && [...letters].every((one) => LETTERS.includes(one))
  return isCode ? `${letters.slice(0, 4)}-${letters.slice(4)}` : null
}
