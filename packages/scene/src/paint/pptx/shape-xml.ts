import type { Box } from '../../scene/geometry.ts'
import type { ShapeElement } from '../../scene/model.ts'
import { pathScale } from '../svg/paint-svg.ts'
import { escapeXml } from '../escape-xml.ts'
import { fillXml } from './text-xml.ts'

export const transformXml = ({ x, y, width, height }: Box, tag = 'a:xfrm'): string =>
  `<${tag}><a:off x="${x}" y="${y}"/><a:ext cx="${width}" cy="${height}"/></${tag}>`

/** Names an object. Decoration is marked as such, so that screen readers pass it by. */
export function nameXml(id: number, name: string, alt = '', isDecoration = false): string {
  const description = alt ? ` descr="${escapeXml(alt)}"` : ''
  const mark = isDecoration
    ? '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    : ''
  return `<p:cNvPr id="${id}" name="${escapeXml(name).slice(0, 200)}"${description}>${mark}</p:cNvPr>`
}

export function geometryXml(geometry: ShapeElement['geometry'], box: Box, radius = 0): string {
  if (typeof geometry === 'object') return pathXml(geometry.path)
  const shorter = Math.max(1, Math.min(box.width, box.height))
  const preset = {
    rectangle: 'rect',
    rounded: 'roundRect',
    ellipse: 'ellipse',
    chevron: 'chevron',
    line: 'rect',
  }[geometry]
  const guide =
    geometry === 'rounded'
      ? `<a:gd name="adj" fmla="val ${Math.min(50_000, Math.round((radius / shorter) * 100_000))}"/>`
      : geometry === 'chevron'
        ? '<a:gd name="adj" fmla="val 25000"/>'
        : ''
  return `<a:prstGeom prst="${preset}"><a:avLst>${guide}</a:avLst></a:prstGeom>`
}

/** Our paths have lines only: `M`, `L` and `Z`. */
function pathXml(path: string): string {
  const parts = pathScale(path)
  const grain = 10_000 / parts
  const commands = [...path.matchAll(/([ML])(-?[\d.]+) (-?[\d.]+)|Z/g)].map(([, command, x, y]) => {
    if (!command) return '<a:close/>'
    const point = `<a:pt x="${Math.round(Number(x) * grain)}" y="${Math.round(Number(y) * grain)}"/>`
    return command === 'M' ? `<a:moveTo>${point}</a:moveTo>` : `<a:lnTo>${point}</a:lnTo>`
  })
  return `<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="10000" h="10000">${commands.join('')}</a:path></a:pathLst></a:custGeom>`
}

export function shapeXml(id: number, shape: ShapeElement): string {
  const { box, geometry, radius, fill, stroke, name, isDecoration } = shape
  const line = stroke
    ? `<a:ln w="${stroke.width}">${fillXml(stroke.color)}</a:ln>`
    : '<a:ln><a:noFill/></a:ln>'
  return `<p:sp><p:nvSpPr>${nameXml(id, name, '', isDecoration)}<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>${transformXml(box)}${geometryXml(geometry, box, radius)}${fill ? fillXml(fill) : '<a:noFill/>'}${line}</p:spPr></p:sp>`
}

/** The root of all that stands on a slide. */
export const treeXml = (content: string): string =>
  `<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>${content}</p:spTree>`
