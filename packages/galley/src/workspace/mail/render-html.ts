import type { MailPage } from './render-mail.ts'

/**
 * The HTML of a mail: readable by every program, with images off, in the dark and by voice. Colours
 * of text and ground are the reader's own; only the button has some. Styles stand where they are
 * used, since many programs drop the rest.
 */
export function renderHtml(page: MailPage): string {
  const { subject, greeting, paragraphs, action, footnote, senderName, logoUrl, stopUrl } = page
  const logo =
    logoUrl &&
    `<img src="${escape(logoUrl)}" alt="${escape(senderName)}" height="40" style="display:block;height:40px;max-width:240px;border:0">`
  const parts = [
    logo ?? `<p dir="auto" style="${TEXT};font-weight:bold">${escape(senderName)}</p>`,
    ...[greeting, ...paragraphs].map((text) => text && paragraph(text)),
    action && button(action, page.color),
    footnote && `<p dir="auto" style="${SMALL}">${escape(footnote)}</p>`,
    stopUrl &&
      `<p style="${SMALL}"><a href="${escape(stopUrl)}" style="color:inherit">Get no more of these</a></p>`,
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escape(subject)}</title>
</head>
<body style="margin:0;padding:24px;color-scheme:light dark">
<div style="max-width:560px;margin:0 auto">
${parts.filter(Boolean).join('\n')}
</div>
</body>
</html>
`
}

const FONT = 'font-family:system-ui,-apple-system,Segoe UI,Helvetica,Arial,sans-serif'
const TEXT = `${FONT};font-size:16px;line-height:24px;margin:16px 0`
const SMALL = `${FONT};font-size:13px;line-height:20px;margin:24px 0 0`

const paragraph = (text: string) => `<p dir="auto" style="${TEXT}">${escape(text)}</p>`

/** The address stands below it too, for those who look before they follow, or cannot. */
function button({ label, url }: { label: string; url: string }, color: string): string {
  const style = `${FONT};display:inline-block;padding:12px 20px;border-radius:6px;font-size:16px;font-weight:bold;text-decoration:none;background-color:${color};color:${inkOn(color)}`
  const address = escape(url)
  return `<p style="margin:24px 0"><a href="${address}" style="${style}">${escape(label)}</a></p>
<p style="${SMALL};word-break:break-all"><a href="${address}" style="color:inherit">${address}</a></p>`
}

/** Black or white, whichever has more contrast (WCAG relative luminance). */
function inkOn(color: string): '#000000' | '#ffffff' {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return luminance > 0.179 ? '#000000' : '#ffffff'
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!)
