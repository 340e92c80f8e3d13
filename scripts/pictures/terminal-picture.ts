import type { Span } from './terminal-screen.ts'

export interface Frame {
  /** Milliseconds from the start. */
  at: number
  lines: Span[][]
}

const LINE = 21
const CHARACTER = 8.43
const MARGIN = 22
const BAR = 40
const HOLD_MS = 6000

const colours: Record<Span['style'], string> = {
  plain: '#e8e6e1',
  dim: '#8d8a83',
  green: '#7fc98f',
  red: '#ef8a80',
  cyan: '#7cc4d8',
}

/** A recording as one SVG that plays in an image tag: a frame is a group that is shown in its time. */
export function drawRecording(frames: readonly Frame[], title: string): string {
  const height = BAR + MARGIN + Math.max(...frames.map(({ lines }) => lines.length)) * LINE
  const width = Math.ceil(MARGIN * 2 + 92 * CHARACTER)
  const total = frames.at(-1)!.at + HOLD_MS
  const groups = frames.map(({ at, lines }, index) => {
    const end = frames[index + 1]?.at ?? total
    const [from, to] = [(100 * at) / total, (100 * end) / total].map((part) => part.toFixed(3))
    const name = `f${index}`
    const keys = `@keyframes ${name}{0%{opacity:0}${from}%{opacity:1}${to}%{opacity:${index === frames.length - 1 ? 1 : 0}}}`
    return { name, keys, text: lines.map(drawLine).join('') }
  })
  const last = groups.length - 1
  const rules = groups
    .map(({ name, keys }) => `${keys}.${name}{animation:${name} ${total}ms step-end infinite}`)
    .join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">
<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}.f{opacity:0}.f${last}{opacity:1}${rules}@media(prefers-reduced-motion:reduce){.f{animation:none!important}}</style>
<rect width="${width}" height="${height}" rx="12" fill="#1d1c1a"/>
<circle cx="24" cy="20" r="6" fill="#ed6a5e"/><circle cx="44" cy="20" r="6" fill="#f5bf4f"/><circle cx="64" cy="20" r="6" fill="#61c554"/>
${groups.map(({ name, text }) => `<g class="f ${name}">${text}</g>`).join('\n')}
</svg>
`
}

function drawLine(spans: readonly Span[], row: number): string {
  if (spans.length === 0) return ''
  const y = BAR + 18 + row * LINE
  const parts = spans.map(
    ({ text, style }) => `<tspan fill="${colours[style]}">${escape(text)}</tspan>`,
  )
  return `<text x="${MARGIN}" y="${y}" xml:space="preserve">${parts.join('')}</text>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
