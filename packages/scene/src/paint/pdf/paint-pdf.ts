import type PDFDocument from 'pdfkit'
import { page } from '../../scene/geometry.ts'
import type { Color } from '../../scene/color.ts'
import type { Box } from '../../scene/geometry.ts'
import type {
  ImageElement,
  PlacedRun,
  SceneElement,
  ShapeElement,
  TableElement,
  TextElement,
} from '../../scene/model.ts'
import type { Deck } from '../../resolve/resolve-deck.ts'
import { pathScale } from '../svg/paint-svg.ts'

type Document = InstanceType<typeof PDFDocument>

const toPoints = (emu: number) => emu / 12_700

/**
 * A deck as PDF, a page for each slide: tagged, with text that can be selected and fonts of their
 * own. The same deck gives the same bytes. Emoji are left out.
 *
 * @example
 * await writeFile('deck.pdf', await paintPdf(deck))
 */
export async function paintPdf(deck: Deck): Promise<Uint8Array> {
  const { default: Pdf } = await import('pdfkit')
  const size: [number, number] = [toPoints(page.width), toPoints(page.height)]
  const document = new Pdf({
    size,
    margin: 0,
    autoFirstPage: false,
    tagged: true,
    pdfVersion: '1.7',
    lang: deck.language,
    displayTitle: true,
    // A fixed date, so that the same deck is the same file.
    info: {
      Title: deck.title,
      CreationDate: new Date(Date.UTC(2000, 0, 1)),
      Producer: 'scene',
      Creator: 'scene',
    },
  })
  const bytes = collect(document)
  const painter = new PdfPainter(deck, document)
  for (const scene of deck.scenes) {
    document.addPage()
    painter.box({ ...page }, scene.background)
    const section = document.struct('Sect', { title: scene.title })
    document.addStructure(section)
    for (const element of scene.elements) painter.element(element, section)
    section.end()
  }
  document.end()
  return bytes
}

function collect(document: Document): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    document.on('error', reject)
    document.on('end', () => {
      const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
      let at = 0
      for (const chunk of chunks) {
        all.set(chunk, at)
        at += chunk.length
      }
      resolve(all)
    })
  })
}

type Structure = ReturnType<Document['struct']>

class PdfPainter {
  readonly #deck: Deck
  readonly #document: Document
  readonly #fonts = new Set<string>()

  constructor(deck: Deck, document: Document) {
    this.#deck = deck
    this.#document = document
  }

  /** Paints an element, and says what it is to those who do not see it. */
  element(element: SceneElement, parent: Structure): void {
    switch (element.type) {
      case 'text':
        return this.#tag(parent, element.slot === 'title' ? 'H1' : 'P', () => this.#text(element))
      case 'shape':
        return this.#artifact(() => this.#shape(element))
      case 'image':
        return this.#tag(parent, 'Figure', () => this.#image(element), element.alt)
      case 'chart':
        return this.#tag(parent, 'Figure', () => this.#drawing(element.drawing), element.alt)
      case 'table':
        return this.#table(element, parent)
      case 'group':
        return element.elements.forEach((one) => this.element(one, parent))
      case 'opaque':
        return
    }
  }

  box(area: Box, color: Color): void {
    this.#artifact(() => {
      this.#document.rect(...corners(area))
      this.#fill(color)
    })
  }

  #tag(parent: Structure, type: string, paint: () => void, alt?: string): void {
    const structure = this.#document.struct(type, alt ? { alt } : {}, paint)
    parent.add(structure)
    structure.end()
  }

  #artifact(paint: () => void): void {
    this.#document.markContent('Artifact', { type: 'Layout' })
    paint()
    this.#document.endMarkedContent()
  }

  #drawing(elements: readonly SceneElement[]): void {
    for (const element of elements) {
      if (element.type === 'shape') this.#shape(element)
      else if (element.type === 'text') this.#text(element)
    }
  }

  #text({ lines, paragraphs }: TextElement): void {
    for (const line of lines) for (const run of line.runs) this.#run(run)
    const links = paragraphs.flatMap(({ runs }) => runs.flatMap(({ link }) => link ?? []))
    const underlined = lines.flatMap(({ runs }) => runs.filter((run) => run.isUnderlined))
    // Where one link is all there is, what is underlined leads to it.
    if (links.length !== 1) return
    for (const run of underlined) {
      const [x, y, width, height] = corners({
        x: run.x,
        y: run.baseline - run.size,
        width: run.width,
        height: Math.round(run.size * 1.2),
      })
      this.#document.link(x, y, width, height, links[0]!)
    }
  }

  #run(run: PlacedRun): void {
    if (run.face === null || run.text.trim() === '') return
    const document = this.#document
    if (!this.#fonts.has(run.face)) {
      const { data } = this.#deck.fonts.face(run.face)
      document.registerFont(run.face, data as unknown as string)
      this.#fonts.add(run.face)
    }
    document
      .font(run.face)
      .fontSize(toPoints(run.size))
      .fillColor(this.#hex(run.color), run.color.alpha ?? 1)
      .text(run.text, toPoints(run.x), toPoints(run.baseline), {
        lineBreak: false,
        baseline: 'alphabetic',
        characterSpacing: toPoints(run.tracking),
      })
    if (run.isUnderlined) {
      document.rect(
        toPoints(run.x),
        toPoints(run.baseline + run.size * 0.1),
        toPoints(run.width),
        toPoints(run.size * 0.06),
      )
      this.#fill(run.color)
    }
  }

  #shape({ box, geometry, radius = 0, fill, stroke }: ShapeElement): void {
    this.#outline(box, geometry, radius)
    const document = this.#document
    if (stroke)
      document
        .lineWidth(toPoints(stroke.width))
        .lineJoin('round')
        .strokeColor(this.#hex(stroke.color), stroke.color.alpha ?? 1)
    if (fill) document.fillColor(this.#hex(fill), fill.alpha ?? 1)
    if (fill && stroke) document.fillAndStroke()
    else if (fill) document.fill()
    else document.stroke()
  }

  #image({ box, crop, asset: id, geometry, radius = 0 }: ImageElement): void {
    const asset = this.#deck.assets.get(id)
    if (!asset)
      return this.#shape({
        type: 'shape',
        id,
        name: id,
        box,
        geometry: 'rectangle',
        fill: { token: 'bg2' },
        isDecoration: true,
      })
    const document = this.#document
    document.save()
    this.#outline(box, geometry, radius)
    document.clip()
    const width = box.width / (1 - crop.left - crop.right)
    const height = box.height / (1 - crop.top - crop.bottom)
    const place = { width: toPoints(width), height: toPoints(height) }
    document.image(
      asset.data as Buffer,
      toPoints(box.x - width * crop.left),
      toPoints(box.y - height * crop.top),
      place,
    )
    document.restore()
  }

  #table({ box, columns, rows }: TableElement, parent: Structure): void {
    const table = this.#document.struct('Table')
    parent.add(table)
    const width = columns.reduce((sum, column) => sum + column, 0)
    let { y } = box
    for (const [index, { height, cells }] of rows.entries()) {
      const area = { x: box.x, y, width, height }
      if (index === 0) this.box(area, { token: 'bg2' })
      y += height
      this.box(
        { ...area, y: y - 6350, height: 12_700 },
        { token: 'tx2', alpha: index === 0 ? 1 : 0.3 },
      )
      const row = this.#document.struct('TR')
      table.add(row)
      for (const cell of cells) this.#tag(row, index === 0 ? 'TH' : 'TD', () => this.#text(cell))
      row.end()
    }
    table.end()
  }

  #outline(box: Box, geometry: ShapeElement['geometry'], radius: number): void {
    const document = this.#document
    const [x, y, width, height] = corners(box)
    if (typeof geometry === 'object') {
      const parts = pathScale(geometry.path)
      for (const [, command, across, down] of geometry.path.matchAll(
        /([ML])(-?[\d.]+) (-?[\d.]+)|Z/g,
      )) {
        const point = [
          x + (width * Number(across)) / parts,
          y + (height * Number(down)) / parts,
        ] as const
        if (command === 'M') document.moveTo(...point)
        else if (command === 'L') document.lineTo(...point)
        else document.closePath()
      }
    } else if (geometry === 'ellipse')
      document.ellipse(x + width / 2, y + height / 2, width / 2, height / 2)
    else if (geometry === 'rounded') document.roundedRect(x, y, width, height, toPoints(radius))
    else if (geometry === 'chevron') {
      const point = height * 0.25
      document.polygon(
        [x, y],
        [x + width - point, y],
        [x + width, y + height / 2],
        [x + width - point, y + height],
        [x, y + height],
        [x + point, y + height / 2],
      )
    } else document.rect(x, y, width, height)
  }

  #fill(color: Color): void {
    this.#document.fillColor(this.#hex(color), color.alpha ?? 1).fill()
  }

  #hex = ({ token }: Color) => `#${this.#deck.theme.palette[token]}`
}

const corners = ({ x, y, width, height }: Box): [number, number, number, number] => [
  toPoints(x),
  toPoints(y),
  toPoints(width),
  toPoints(height),
]
