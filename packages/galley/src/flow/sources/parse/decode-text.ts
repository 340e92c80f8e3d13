import chardet from 'chardet'

/** Text and the encoding it was read from (a WHATWG label). */
export interface DecodedText {
  text: string
  encoding: string
}

/**
 * Reads bytes as text. In order: a byte order mark, UTF-16 seen by its zero bytes, strict UTF-8,
 * the declared charset, detection by statistics, Windows-1252.
 *
 * @param declared A charset from a media type or a document's own declaration.
 * @example
 * decodeText(new Uint8Array([0x63, 0x61, 0x66, 0xe9])) // { text: 'café', encoding: 'windows-1252' }
 */
export function decodeText(bytes: Uint8Array, declared: string | null = null): DecodedText {
  const marked = byteOrderMark(bytes) ?? unmarkedUtf16(bytes)
  if (marked) return decodeAs(bytes, marked)!

  const usesEscapes = bytes.subarray(0, 4096).includes(0x1b) // ISO-2022 text is 7-bit, like ASCII
  const utf8 = usesEscapes ? null : decodeAs(bytes, 'utf-8', true)
  if (utf8) return utf8

  const stated = declared === null ? null : decodeAs(bytes, declared, true)
  return stated ?? decodeDetected(bytes)
}

/** True when the bytes cannot be text: they hold control characters that no text has. */
export function isBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 8192)
  if (byteOrderMark(sample) ?? unmarkedUtf16(sample)) return false
  let controls = 0
  for (const byte of sample) {
    if (byte < 32 && ![8, 9, 10, 12, 13, 26, 27].includes(byte)) controls += 1
  }
  return controls > Math.max(2, sample.length / 200)
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/** In UTF-16 text most high bytes are equal and rare as low bytes: 0 for Latin, 4 for Cyrillic. */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const length = Math.min(bytes.length, 4096) & ~1
  if (length < 8) return null
  let evenZeros = 0
  let oddZeros = 0
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) evenZeros += 1
    if (bytes[index + 1] === 0) oddZeros += 1
  }
  const pairs = length / 2
  const isText = (label: string) => {
    const text = new TextDecoder(label).decode(bytes.subarray(0, length))
    return !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text.slice(0, -1))
  }
  // Spaces and newlines alone give a zero every few characters, in any script that uses them.
  if (oddZeros > pairs * 0.08 && evenZeros === 0 && isText('utf-16le')) return 'utf-16le'
  if (evenZeros > pairs * 0.08 && oddZeros === 0 && isText('utf-16be')) return 'utf-16be'
  return null
}

function decodeDetected(bytes: Uint8Array): DecodedText {
  const guesses = chardet.analyse(bytes.subarray(0, 65_536))
  const best = guesses[0]
  // A UTF-8 file with a few broken bytes is still UTF-8: losing them beats garbling all others.
  const utf8 = decodeAs(bytes, 'utf-8')!
  const broken = utf8.text.match(/\ufffd/g)?.length ?? 0
  const accented = utf8.text.match(/[^\u0000-\u007f\ufffd]/g)?.length ?? 0
  if (broken * 20 < accented) return utf8

  // Statistics on a short text are a coin toss between the Latin pages, so only a confident guess
  // overrides the usual one; other scripts stand out sooner.
  const isLatin = /^(?:ISO-8859-(?:1|2|9|15)|windows-125[0247])$/i.test(best?.name ?? '')
  const isConfident = best !== undefined && best.confidence >= (isLatin ? 50 : 30)
  const guess = isConfident ? decodeAs(bytes, best.name, true) : null
  return guess ?? decodeAs(bytes, 'windows-1252')!
}

function decodeAs(bytes: Uint8Array, label: string, fatal = false): DecodedText | null {
  try {
    const decoder = new TextDecoder(label.trim().toLowerCase(), { fatal })
    return { text: decoder.decode(bytes), encoding: decoder.encoding }
  } catch {
    return null // an unknown label, or bytes that are not of this encoding
  }
}
