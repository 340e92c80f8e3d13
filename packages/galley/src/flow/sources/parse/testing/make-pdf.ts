/** A line of text on a page, in points from the lower left corner. */
export interface PdfLine {
  text: string
  x: number
  y: number
  size?: number
}

/**
 * Writes a PDF of text lines, without cross-reference offsets that readers would trust: they rebuild
 * them. `trailer` adds entries such as `/Encrypt`.
 */
export function makePdf(
  pages: PdfLine[][],
  options: { trailer?: string; info?: string } = {},
): Uint8Array {
  const contents = pages.map((lines) =>
    lines
      .map(
        ({ text, x, y, size = 10 }) =>
          `BT /F1 ${size} Tf ${x} ${y} Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`,
      )
      .join('\n'),
  )
  return assemble(
    contents.map((content) => ({ dictionary: '', content: encode(content) })),
    options,
  )
}

/** A PDF of one page whose content is the given compressed stream. */
export function makePdfOfStream(content: Uint8Array, filter: string): Uint8Array {
  return assemble([{ dictionary: `/Filter ${filter}`, content }], {})
}

function assemble(
  streams: { dictionary: string; content: Uint8Array }[],
  options: { trailer?: string; info?: string },
): Uint8Array {
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
  const kids = streams.map((_, index) => `${10 + index * 2} 0 R`).join(' ')
  const parts: (string | Uint8Array)[] = [
    '%PDF-1.4\n',
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
    `2 0 obj\n<< /Type /Pages /Kids [${kids}] /Count ${streams.length} >>\nendobj\n`,
    `3 0 obj\n${font}\nendobj\n`,
    `4 0 obj\n<< ${options.info ?? ''} >>\nendobj\n`,
  ]
  streams.forEach(({ dictionary, content }, index) => {
    const [page, stream] = [10 + index * 2, 11 + index * 2]
    const resources = '/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 612 792]'
    parts.push(
      `${page} 0 obj\n<< /Type /Page /Parent 2 0 R ${resources} /Contents ${stream} 0 R >>\nendobj\n`,
      `${stream} 0 obj\n<< /Length ${content.length} ${dictionary} >>\nstream\n`,
      content,
      '\nendstream\nendobj\n',
    )
  })
  const root = '/Root 1 0 R /Info 4 0 R'
  parts.push(`trailer\n<< /Size 100 ${root} ${options.trailer ?? ''} >>\nstartxref\n0\n%%EOF\n`)
  const bytes = parts.map((part) => (typeof part === 'string' ? encode(part) : part))
  const whole = new Uint8Array(bytes.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of bytes) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** PDF syntax is bytes; the standard encodings agree with Latin-1 where tests need them. */
function encode(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff)
}
