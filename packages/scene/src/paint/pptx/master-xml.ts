import { color } from '../../scene/color.ts'
import type { Color } from '../../scene/color.ts'
import { styleOf } from '../../scene/text-style.ts'
import type { TextStyle } from '../../scene/text-style.ts'
import type { Box } from '../../scene/geometry.ts'
import { bodyBox, titleBox } from '../../layouts/frame.ts'
import type { Layout, Slot } from '../../layouts/layout.ts'
import { backgroundOf, decorationOf } from '../../resolve/decoration.ts'
import { colorOn } from '../../resolve/place-text.ts'
import { numberBox, numberStyle } from '../../resolve/resolve-slide.ts'
import type { Theme } from '../../themes/theme.ts'
import { escapeXml } from '../escape-xml.ts'
import { declaration, officeNamespaces } from './parts.ts'
import { nameXml, shapeXml, transformXml, treeXml } from './shape-xml.ts'
import { bodyXml, fillXml, levelXml } from './text-xml.ts'
import { colorMapXml } from './theme-xml.ts'

/** The index of a placeholder: a slide's names the layout's by it. Titles have none. */
export const indexOf = (layout: Layout, theme: Theme, key: string): number =>
  layout.slots(theme).findIndex((slot) => slot.key === key) + 13

export const placeholderXml = (slot: Pick<Slot, 'placeholder'>, index: number): string =>
  slot.placeholder === 'title' || slot.placeholder === 'ctrTitle'
    ? `<p:ph type="${slot.placeholder}"/>`
    : `<p:ph type="${slot.placeholder}" idx="${index}"/>`

export const numberPlaceholder = '<p:ph type="sldNum" sz="quarter" idx="12"/>'
const numberField =
  '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en"/><a:t>‹#›</a:t></a:fld>'

export const backgroundXml = (ground: Color): string =>
  `<p:bg><p:bgPr>${fillXml(ground)}<a:effectLst/></p:bgPr></p:bg>`

function placeholder(
  id: number,
  name: string,
  mark: string,
  box: Box,
  style: TextStyle,
  ink: Color,
  content: string,
  isList = false,
): string {
  const levels = isList
    ? [0, 1].map((level) => levelXml(`lvl${level + 1}pPr`, style, ink, { level })).join('')
    : levelXml('lvl1pPr', style, ink, null)
  return `<p:sp><p:nvSpPr>${nameXml(id, name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>${mark}</p:nvPr></p:nvSpPr><p:spPr>${transformXml(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>${bodyXml(style)}<a:lstStyle>${levels}</a:lstStyle><a:p>${content}</a:p></p:txBody></p:sp>`
}

const prompt = (words: string) => `<a:r><a:rPr lang="en"/><a:t>${escapeXml(words)}</a:t></a:r>`

/** The master: what all layouts share. */
export function masterXml(theme: Theme, layoutIds: readonly string[]): string {
  const [title, body] = [styleOf('title'), styleOf('body')]
  const ink = color('tx1')
  const shapes = [
    placeholder(2, 'Title', '<p:ph type="title"/>', titleBox, title, ink, prompt('Title')),
    placeholder(3, 'Text', '<p:ph type="body" idx="1"/>', bodyBox, body, ink, prompt('Text')),
    placeholder(
      4,
      'Slide number',
      '<p:ph type="sldNum" sz="quarter" idx="4"/>',
      numberBox,
      numberStyle,
      color('tx2'),
      numberField,
    ),
  ]
  const levels = Array.from({ length: 5 }, (_, level) =>
    levelXml(`lvl${level + 1}pPr`, body, ink, { level }),
  ).join('')
  const ids = layoutIds
    .map((id, index) => `<p:sldLayoutId id="${2_147_483_649 + index}" r:id="${id}"/>`)
    .join('')
  return `${declaration}<p:sldMaster ${officeNamespaces}><p:cSld>${backgroundXml(color('bg1'))}${treeXml(shapes.join(''))}</p:cSld>${colorMapXml(theme)}<p:sldLayoutIdLst>${ids}</p:sldLayoutIdLst><p:txStyles><p:titleStyle>${levelXml('lvl1pPr', title, ink, null)}</p:titleStyle><p:bodyStyle>${levels}</p:bodyStyle><p:otherStyle>${levelXml('lvl1pPr', body, ink, null)}</p:otherStyle></p:txStyles></p:sldMaster>`
}

export const isNumbered = (layout: Layout) => layout.ground === 'plain' && layout.key !== 'image'

/** A layout with its decoration and a placeholder for each of its slots. */
export function layoutXml(layout: Layout, theme: Theme): string {
  let id = 1
  const isStrong = layout.ground === 'strong'
  const decoration = decorationOf(layout, theme).map((shape) => shapeXml(++id, shape))
  const slots = layout
    .slots(theme)
    .map((slot) =>
      placeholder(
        ++id,
        slot.prompt,
        placeholderXml(slot, indexOf(layout, theme, slot.key)),
        slot.box,
        slot.style,
        colorOn(theme, isStrong, slot.color),
        prompt(slot.prompt),
        slot.isList,
      ),
    )
  const number = isNumbered(layout)
    ? placeholder(
        ++id,
        'Slide number',
        numberPlaceholder,
        numberBox,
        numberStyle,
        color('tx2'),
        numberField,
      )
    : ''
  const kind = layout.office ? ` type="${layout.office}"` : ' userDrawn="1"'
  return `${declaration}<p:sldLayout ${officeNamespaces}${kind} preserve="1"><p:cSld name="${escapeXml(layout.name)}">${isStrong ? backgroundXml(backgroundOf(layout, theme)) : ''}${treeXml(decoration.join('') + slots.join('') + number)}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`
}
