import type { Color } from '../../scene/color.ts'
import type { InlineRun, RichParagraph, TextElement } from '../../scene/model.ts'
import type { TextStyle } from '../../scene/text-style.ts'
import { points } from '../../scene/geometry.ts'
import { cleanText } from '../../text/clean-text.ts'
import { listIndent } from '../../resolve/place-text.ts'
import { escapeXml } from '../escape-xml.ts'
import type { Part } from './parts.ts'

export const colorXml = ({ token, alpha }: Color): string =>
  alpha === undefined || alpha === 1
    ? `<a:schemeClr val="${token}"/>`
    : `<a:schemeClr val="${token}"><a:alpha val="${Math.round(alpha * 100_000)}"/></a:schemeClr>`

export const fillXml = (color: Color): string => `<a:solidFill>${colorXml(color)}</a:solidFill>`

const anchors = { top: 't', middle: 'ctr', bottom: 'b' } as const

/** How a text stands in its box: no borders, size decided, words wrapped. */
export const bodyXml = (style: TextStyle): string =>
  `<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="${anchors[style.anchor]}"><a:normAutofit/></a:bodyPr>`

const hundredths = (size: number) => Math.round((size / 12_700) * 100)

/** Fonts by their role in the theme, so that another theme changes them. */
export const fontXml = (font: TextStyle['font']): string => {
  const role = font === 'heading' ? 'mj' : 'mn'
  return `<a:latin typeface="+${role}-lt"/><a:ea typeface="+${role}-ea"/><a:cs typeface="+${role}-cs"/>`
}

/** The look of a placeholder or of a level, as paragraph properties named `tag`. */
export function levelXml(
  tag: string,
  style: TextStyle,
  color: Color,
  list: { level: number } | null,
): string {
  const size = points(style.sizes[0]!)
  const indent = Math.round(listIndent * size)
  const place = list
    ? ` marL="${indent * (list.level + 1)}" indent="${-indent}"`
    : ' marL="0" indent="0"'
  const tracking = style.tracking
    ? ` spc="${Math.round(style.tracking * style.sizes[0]! * 100)}"`
    : ''
  return [
    `<a:${tag}${place} algn="${alignOf(style, 'ltr')}">`,
    spacingXml(style, size),
    list ? '<a:buFont typeface="Arial"/><a:buChar char="•"/>' : '<a:buNone/>',
    `<a:defRPr sz="${style.sizes[0]! * 100}" b="${style.bold ? 1 : 0}" i="${style.italic ? 1 : 0}"${tracking}>${fillXml(color)}${fontXml(style.font)}</a:defRPr>`,
    `</a:${tag}>`,
  ].join('')
}

const spacingXml = (style: TextStyle, size: number): string =>
  `<a:lnSpc><a:spcPct val="${Math.round(style.lineSpacing * 100_000)}"/></a:lnSpc><a:spcBef><a:spcPts val="${hundredths(style.spaceBefore * size)}"/></a:spcBef>`

const alignOf = ({ align }: TextStyle, direction: 'ltr' | 'rtl'): string =>
  align === 'center' ? 'ctr' : (align === 'start') === (direction === 'ltr') ? 'l' : 'r'

export interface TextXmlContext {
  part: Part
  language: string
}

/** The text of an element. What a placeholder says already is not said again. */
export function textXml(
  context: TextXmlContext,
  element: TextElement,
  tag: string,
  inherits: boolean,
  isListSlot = false,
): string {
  const body = inherits ? '<a:bodyPr><a:normAutofit/></a:bodyPr>' : bodyXml(element.style)
  const paragraphs = element.paragraphs.map((paragraph, index) =>
    paragraphXml(context, element, paragraph, inherits, isListSlot, index),
  )
  const all = paragraphs.length > 0 ? paragraphs.join('') : '<a:p/>'
  return `<${tag}>${body}<a:lstStyle/>${all}</${tag}>`
}

function paragraphXml(
  context: TextXmlContext,
  element: TextElement,
  paragraph: RichParagraph,
  inherits: boolean,
  isListSlot: boolean,
  index: number,
): string {
  const { style, size, direction } = element
  const isFull = inherits && size === points(style.sizes[0]!)
  const level = paragraph.level ?? 0
  const indent = Math.round(listIndent * size)
  const isOwnList =
    Boolean(paragraph.list) && !(isListSlot && isFull && paragraph.list === 'bullet' && level < 2)
  const attributes = [
    isOwnList ? ` marL="${indent * (level + 1)}"` : '',
    level > 0 ? ` lvl="${level}"` : '',
    isOwnList ? ` indent="${-indent}"` : '',
    inherits && direction === 'ltr' ? '' : ` algn="${alignOf(style, direction)}"`,
    direction === 'rtl' ? ' rtl="1"' : '',
  ].join('')
  const spacing = isFull ? '' : spacingXml(index === 0 ? { ...style, spaceBefore: 0 } : style, size)
  const bullet = isOwnList
    ? paragraph.list === 'number'
      ? '<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"/>'
      : '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
    : inherits || paragraph.list
      ? ''
      : '<a:buNone/>'
  const properties =
    attributes || spacing || bullet ? `<a:pPr${attributes}>${spacing}${bullet}</a:pPr>` : ''
  const runs = paragraph.runs.map((run) => runXml(context, element, run, inherits, isFull)).join('')
  return `<a:p>${properties}${runs}</a:p>`
}

function runXml(
  context: TextXmlContext,
  element: TextElement,
  run: InlineRun,
  inherits: boolean,
  isFull: boolean,
): string {
  const { style, size, color } = element
  const attributes = [
    ` lang="${escapeXml(context.language)}"`,
    isFull ? '' : ` sz="${hundredths(size)}"`,
    run.bold || (style.bold && !inherits) ? ' b="1"' : '',
    run.italic || (style.italic && !inherits) ? ' i="1"' : '',
    style.tracking && !inherits ? ` spc="${Math.round((style.tracking * size) / 127)}"` : '',
    run.position ? ` baseline="${run.position === 'superscript' ? 30_000 : -25_000}"` : '',
    ' dirty="0"',
  ].join('')
  const look = inherits ? '' : fillXml(color) + fontXml(style.font)
  const link = run.link ? `<a:hlinkClick r:id="${context.part.link(run.link)}"/>` : ''
  const properties = (tag: string) => `<a:${tag}${attributes}>${look}${link}</a:${tag}>`
  return cleanText(run.text)
    .split('\n')
    .map((words) =>
      words === '' ? '' : `<a:r>${properties('rPr')}<a:t>${escapeXml(words)}</a:t></a:r>`,
    )
    .join(`<a:br>${properties('rPr')}</a:br>`)
}
