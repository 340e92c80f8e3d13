import type {
  ImageElement,
  Scene,
  SceneElement,
  TableElement,
  TextElement,
} from '../../scene/model.ts'
import { color } from '../../scene/color.ts'
import type { Layout } from '../../layouts/layout.ts'
import type { Theme } from '../../themes/theme.ts'
import { declaration, officeNamespaces } from './parts.ts'
import type { Part } from './parts.ts'
import { indexOf, numberPlaceholder, placeholderXml } from './master-xml.ts'
import { geometryXml, nameXml, shapeXml, transformXml, treeXml } from './shape-xml.ts'
import { fillXml, textXml } from './text-xml.ts'

export interface SlideXmlContext {
  part: Part
  layout: Layout
  theme: Theme
  language: string
  /** Adds what an element needs beside the slide; gives the id of the relation. */
  picture(asset: string): string | null
  chart(element: SceneElement & { type: 'chart' }): string
}

/** A slide: placeholders say only what the layout does not. */
export function slideXml(context: SlideXmlContext, scene: Scene): string {
  const writer = new SlideWriter(context)
  // Decoration belongs to the layout.
  const own = scene.elements.filter(
    (element) => !(element.type === 'shape' && element.id.startsWith('decoration-')),
  )
  return `${declaration}<p:sld ${officeNamespaces}><p:cSld>${treeXml(own.map((element) => writer.element(element)).join(''))}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`
}

class SlideWriter {
  readonly #context: SlideXmlContext
  #id = 1

  constructor(context: SlideXmlContext) {
    this.#context = context
  }

  element(element: SceneElement): string {
    const id = ++this.#id
    switch (element.type) {
      case 'text':
        return this.#text(id, element)
      case 'shape':
        return shapeXml(id, element)
      case 'image':
        return this.#image(id, element)
      case 'chart': {
        const relation = this.#context.chart(element)
        return this.#frame(
          id,
          element,
          element.alt,
          `<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="${relation}"/></a:graphicData>`,
        )
      }
      case 'table':
        return this.#frame(
          id,
          element,
          '',
          `<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">${this.#table(element)}</a:graphicData>`,
        )
      case 'group': {
        const { x, y, width, height } = element.box
        const inner = element.elements.map((one) => this.element(one)).join('')
        return `<p:grpSp><p:nvGrpSpPr>${nameXml(id, element.name)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${width}" cy="${height}"/><a:chOff x="${x}" y="${y}"/><a:chExt cx="${width}" cy="${height}"/></a:xfrm></p:grpSpPr>${inner}</p:grpSp>`
      }
      case 'opaque':
        return ''
    }
  }

  #slot(key: string | undefined) {
    const { layout, theme } = this.#context
    const slot = layout.slots(theme).find((one) => one.key === key)
    return slot ? { ...slot, mark: placeholderXml(slot, indexOf(layout, theme, slot.key)) } : null
  }

  #text(id: number, element: TextElement): string {
    if (element.slot === 'slide-number') return numberXml(id, element)
    const slot = this.#slot(element.slot)
    if (slot) {
      return `<p:sp><p:nvSpPr>${nameXml(id, element.name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>${slot.mark}</p:nvPr></p:nvSpPr><p:spPr/>${textXml(this.#context, element, 'p:txBody', true, slot.isList)}</p:sp>`
    }
    return `<p:sp><p:nvSpPr>${nameXml(id, element.name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>${transformXml(element.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>${textXml(this.#context, element, 'p:txBody', false)}</p:sp>`
  }

  #image(id: number, element: ImageElement): string {
    const relation = this.#context.picture(element.asset)
    if (!relation) return ''
    const { left, top, right, bottom } = element.crop
    const [l, t, r, b] = [left, top, right, bottom].map((part) => Math.round(part * 100_000))
    const slot = this.#slot(element.slot)
    const shape = slot
      ? ''
      : transformXml(element.box) + geometryXml(element.geometry, element.box, element.radius)
    return `<p:pic><p:nvPicPr>${nameXml(id, element.name, element.alt)}<p:cNvPicPr><a:picLocks${slot ? ' noGrp="1"' : ''} noChangeAspect="1"/></p:cNvPicPr><p:nvPr>${slot?.mark ?? ''}</p:nvPr></p:nvPicPr><p:blipFill><a:blip r:embed="${relation}"/><a:srcRect l="${l}" t="${t}" r="${r}" b="${b}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>${shape}</p:spPr></p:pic>`
  }

  #frame(
    id: number,
    element: SceneElement & { slot?: string },
    alt: string,
    content: string,
  ): string {
    const slot = this.#slot(element.slot)
    return `<p:graphicFrame><p:nvGraphicFramePr>${nameXml(id, element.name, alt)}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>${slot?.mark ?? ''}</p:nvPr></p:nvGraphicFramePr>${transformXml(element.box, 'p:xfrm')}<a:graphic>${content}</a:graphic></p:graphicFrame>`
  }

  #table({ columns, rows, hasHeader }: TableElement): string {
    const line = (tag: string, ink: string) => `<a:${tag} w="9525">${ink}</a:${tag}>`
    const none = '<a:noFill/>'
    const body = rows.map(({ height, cells }, index) => {
      const isHead = hasHeader && index === 0
      const rule = fillXml(color('tx2', isHead ? undefined : 0.3))
      const all = cells.map((cell) => {
        const text = textXml(this.#context, cell, 'a:txBody', false).replace(
          /<a:bodyPr[^]*?<\/a:bodyPr>/,
          '<a:bodyPr/>',
        )
        return `<a:tc>${text}<a:tcPr marL="91440" marR="91440" marT="25400" marB="25400" anchor="ctr">${line('lnL', none)}${line('lnR', none)}${line('lnT', none)}${line('lnB', rule)}${isHead ? fillXml(color('bg2')) : none}</a:tcPr></a:tc>`
      })
      return `<a:tr h="${height}">${all.join('')}</a:tr>`
    })
    return `<a:tbl><a:tblPr${hasHeader ? ' firstRow="1"' : ''}/><a:tblGrid>${columns.map((width) => `<a:gridCol w="${width}"/>`).join('')}</a:tblGrid>${body.join('')}</a:tbl>`
  }
}

function numberXml(id: number, element: TextElement): string {
  const shown = element.paragraphs[0]?.runs[0]?.text ?? ''
  return `<p:sp><p:nvSpPr>${nameXml(id, element.name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>${numberPlaceholder}</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en"/><a:t>${shown}</a:t></a:fld></a:p></p:txBody></p:sp>`
}
