import { page } from '../../scene/geometry.ts'
import type { Box } from '../../scene/geometry.ts'
import type { Color } from '../../scene/color.ts'
import type {
  ImageElement,
  PlacedRun,
  Scene,
  SceneElement,
  ShapeElement,
  TableElement,
  TextElement,
} from '../../scene/model.ts'
import type { Deck } from '../../resolve/resolve-deck.ts'
import { escapeXml } from '../escape-xml.ts'
import { toBase64 } from '../to-base64.ts'

/** One unit of the picture is a hundredth of a point. */
const unit = 127
const length = (emu: number) => Number((emu / unit).toFixed(1))

/**
 * A slide as SVG. Letters are outlines, so that it looks the same without any font; a title says
 * what it is.
 *
 * @example
 * const svg = paintSvg(deck, deck.scenes[0])
 */
export function paintSvg(deck: Deck, scene: Scene): string {
  const painter = new SvgPainter(deck, scene.id)
  const body = scene.elements.map((element) => painter.element(element)).join('')
  const { width, height } = page
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${length(width)} ${length(height)}" role="img" aria-label="${escapeXml(scene.title)}" lang="${escapeXml(scene.language)}">`,
    `<defs>${painter.definitions()}</defs>`,
    `<rect width="${length(width)}" height="${length(height)}" ${painter.ink(scene.background)}/>`,
    body,
    '</svg>',
  ].join('')
}

class SvgPainter {
  readonly #deck: Deck
  readonly #glyphs = new Map<string, { name: string; path: string }>()
  readonly #clips: string[] = []

  readonly #scene: string

  constructor(deck: Deck, scene: string) {
    this.#deck = deck
    this.#scene = asName(scene)
  }

  definitions(): string {
    const glyphs = [...this.#glyphs.values()].map(
      ({ name, path }) => `<path id="${name}" d="${path}"/>`,
    )
    return [...glyphs, ...this.#clips].join('')
  }

  ink({ token, alpha }: Color): string {
    const opacity = alpha === undefined || alpha === 1 ? '' : ` fill-opacity="${alpha}"`
    return `fill="#${this.#deck.theme.palette[token]}"${opacity}`
  }

  element(element: SceneElement): string {
    switch (element.type) {
      case 'text':
        return this.#text(element)
      case 'shape':
        return this.#shape(element)
      case 'image':
        return this.#image(element)
      case 'chart':
        return `<g role="img" aria-label="${escapeXml(element.alt)}">${element.drawing.map((inner) => this.element(inner)).join('')}</g>`
      case 'table':
        return this.#table(element)
      case 'group':
        return `<g>${element.elements.map((inner) => this.element(inner)).join('')}</g>`
      case 'opaque':
        return ''
    }
  }

  #text({ lines, id }: TextElement): string {
    const runs = lines.flatMap((line) => line.runs.map((run) => this.#run(run)))
    return runs.length === 0 ? '' : `<g data-id="${escapeXml(id)}">${runs.join('')}</g>`
  }

  #run(run: PlacedRun): string {
    if (run.face === null) return this.#emoji(run)
    if (run.text.trim() === '') return ''
    const face = this.#deck.fonts.face(run.face)
    const { glyphs } = face.shape(run.text, run.isRightToLeft)
    const scale = run.size / face.unitsPerEm / unit
    const spacing = run.tracking / (run.size / face.unitsPerEm)
    const uses = glyphs.map((glyph, index) => {
      const name = this.#glyph(face.key, glyph.id, () => face.outline(glyph.id))
      if (!name) return ''
      const x = Math.round(glyph.x + spacing * index)
      return `<use href="#${name}" x="${x}"${glyph.y ? ` y="${glyph.y}"` : ''}/>`
    })
    const [x, y] = [length(run.x), length(run.baseline)]
    const size = Number(scale.toFixed(6))
    const line = run.isUnderlined
      ? `<rect x="${x}" y="${length(run.baseline + run.size * 0.1)}" width="${length(run.width)}" height="${length(run.size * 0.06)}" ${this.ink(run.color)}/>`
      : ''
    return `<g transform="translate(${x} ${y}) scale(${size} ${-size})" ${this.ink(run.color)}>${uses.join('')}</g>${line}`
  }

  #glyph(face: string, id: number, outline: () => string): string | null {
    const key = `${face} ${id}`
    let glyph = this.#glyphs.get(key)
    if (!glyph) {
      glyph = { name: `${asName(face)}-${id}`, path: outline() }
      this.#glyphs.set(key, glyph)
    }
    return glyph.path === '' ? null : glyph.name
  }

  /** Emoji are left to whoever shows the picture: it has a font of colours, or a box. */
  #emoji(run: PlacedRun): string {
    return `<text x="${length(run.x)}" y="${length(run.baseline)}" font-size="${length(run.size)}" font-family="Noto Color Emoji, Apple Color Emoji, Segoe UI Emoji, sans-serif">${escapeXml(run.text)}</text>`
  }

  #shape(element: ShapeElement): string {
    const { box, geometry, fill, stroke, radius = 0 } = element
    const look = [
      fill ? this.ink(fill) : 'fill="none"',
      stroke
        ? `stroke="#${this.#deck.theme.palette[stroke.color.token]}" stroke-width="${length(stroke.width)}" stroke-linejoin="round"`
        : '',
    ].join(' ')
    return outline(box, geometry, radius, look)
  }

  #image(element: ImageElement): string {
    const { box, crop, asset: id, alt, geometry, radius = 0 } = element
    const asset = this.#deck.assets.get(id)
    const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(length) as [
      number,
      number,
      number,
      number,
    ]
    if (!asset) return outline(box, geometry, radius, this.ink({ token: 'bg2' }))
    const clip = `clip-${this.#scene}-${this.#clips.length}`
    this.#clips.push(`<clipPath id="${clip}">${outline(box, geometry, radius, '')}</clipPath>`)
    const shownWidth = width / (1 - crop.left - crop.right)
    const shownHeight = height / (1 - crop.top - crop.bottom)
    const place = [
      x - shownWidth * crop.left,
      y - shownHeight * crop.top,
      shownWidth,
      shownHeight,
    ].map((value) => Number(value.toFixed(1)))
    return `<image clip-path="url(#${clip})" x="${place[0]}" y="${place[1]}" width="${place[2]}" height="${place[3]}" preserveAspectRatio="none" role="img" aria-label="${escapeXml(alt)}" href="data:${asset.type};base64,${toBase64(asset.data)}"/>`
  }

  #table({ box, rows, columns }: TableElement): string {
    let y = box.y
    const width = columns.reduce((sum, column) => sum + column, 0)
    return rows
      .map(({ height, cells }, index) => {
        const row = { x: box.x, y, width, height }
        y += height
        const ground = index === 0 ? outline(row, 'rectangle', 0, this.ink({ token: 'bg2' })) : ''
        const rule = outline(
          { ...row, y: y - 6350, height: 12_700 },
          'rectangle',
          0,
          this.ink({ token: 'tx2', alpha: index === 0 ? 1 : 0.3 }),
        )
        return ground + rule + cells.map((cell) => this.#text(cell)).join('')
      })
      .join('')
  }
}

/** Several slides may stand in one page: a name means the same in all of them. */
const asName = (text: string) => text.replace(/[^\w-]/g, '_')

function outline(
  box: Box,
  geometry: ShapeElement['geometry'],
  radius: number,
  look: string,
): string {
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(length) as [
    number,
    number,
    number,
    number,
  ]
  if (typeof geometry === 'object') return `<path d="${scalePath(geometry.path, box)}" ${look}/>`
  if (geometry === 'ellipse')
    return `<ellipse cx="${x + width / 2}" cy="${y + height / 2}" rx="${width / 2}" ry="${height / 2}" ${look}/>`
  if (geometry === 'chevron') {
    const point = height * 0.25
    const corners = [
      [x, y],
      [x + width - point, y],
      [x + width, y + height / 2],
      [x + width - point, y + height],
      [x, y + height],
      [x + point, y + height / 2],
    ]
    return `<polygon points="${corners.map((corner) => corner.map((value) => Number(value.toFixed(1))).join()).join(' ')}" ${look}/>`
  }
  const round = geometry === 'rounded' ? ` rx="${length(radius)}"` : ''
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}"${round} ${look}/>`
}

/** Paths are in parts of their box: of a hundred, or of ten thousand where they are finer. */
export function pathScale(path: string): number {
  return (path.match(/\d+(?:\.\d+)?/g) ?? []).some((value) => Number(value) > 100) ? 10_000 : 100
}

function scalePath(path: string, box: Box): string {
  const parts = pathScale(path)
  let isX = false
  return path.replace(/-?\d+(?:\.\d+)?/g, (value) => {
    isX = !isX
    const at = Number(value) / parts
    return String(length(isX ? box.x + box.width * at : box.y + box.height * at))
  })
}
