import { color } from '../scene/color.ts'
import { box, inches, points } from '../scene/geometry.ts'
import type { Box } from '../scene/geometry.ts'
import type {
  ImageAsset,
  ImageElement,
  Scene,
  SceneElement,
  ShapeElement,
  TableElement,
} from '../scene/model.ts'
import { styleOf } from '../scene/text-style.ts'
import { layoutOf } from '../layouts/layouts.ts'
import type { Draft, ImageReference, Layout, Slot } from '../layouts/layout.ts'
import type { SlideSpec } from '../spec/deck-spec.ts'
import { paragraph } from '../spec/inline.ts'
import { backgroundOf, decorationOf } from './decoration.ts'
import { drawChart } from './draw-chart.ts'
import { colorOn, measureText, placeText } from './place-text.ts'
import type { MeasuredText, TextContext } from './place-text.ts'

/** Where the number of a slide stands. */
export const numberBox = box(11.58, 6.95, 1.0, 0.35)
export const numberStyle = styleOf('footer', { align: 'end' })

export interface SlideContext extends TextContext {
  assets: ReadonlyMap<string, ImageAsset>
  /** From 1. */
  number: number
}

/** A slide with everything at its place. The same input gives the same scene. */
export function resolveSlide(context: SlideContext, slide: SlideSpec): Scene {
  const layout = layoutOf(slide.layout)
  const { theme } = context
  const slots = new Map(layout.slots(theme).map((slot) => [slot.key, slot]))
  const drafts = layout.compose(slide as never, theme)
  const builder = new Builder(context, layout, slots)
  const content = drafts.map((draft) => builder.measure(draft, slide.id))
  const elements = content.map((place) => place())
  const isNumbered = layout.ground === 'plain' && layout.key !== 'image'
  return {
    id: slide.id,
    layout: layout.key,
    title: String(slide['title'] ?? slide['quote'] ?? layout.name),
    language: context.language,
    background: backgroundOf(layout, theme),
    elements: [
      ...decorationOf(layout, theme),
      ...elements,
      ...(isNumbered ? [slideNumber(context, slide.id)] : []),
    ],
    notes: slide.notes,
  }
}

function slideNumber(context: SlideContext, id: string): SceneElement {
  const request = {
    id: `${id}/number`,
    name: 'Slide number',
    slot: 'slide-number',
    box: numberBox,
    paragraphs: [paragraph(`${context.number}`)],
    style: numberStyle,
    color: color('tx2'),
  }
  return placeText(context, measureText(context, request))
}

/** Measures all drafts before it places any, so that texts which share a size can agree on one. */
class Builder {
  readonly #context: SlideContext
  readonly #layout: Layout
  readonly #slots: Map<string, Slot>
  readonly #shared = new Map<string, number>()
  #count = 0

  constructor(context: SlideContext, layout: Layout, slots: Map<string, Slot>) {
    this.#context = context
    this.#layout = layout
    this.#slots = slots
  }

  measure(draft: Draft, parent: string): () => SceneElement {
    const context = this.#context
    const id = `${parent}/${'slot' in draft ? draft.slot : ++this.#count}`
    switch (draft.type) {
      case 'group': {
        const places = draft.drafts.map((inner) => this.measure(inner, id))
        return () => {
          const elements = places.map((place) => place())
          return { type: 'group', id, name: draft.name, box: around(elements), elements }
        }
      }
      case 'text': {
        const measured = measureText(context, { ...draft, id, color: this.#color(draft.color) })
        return this.#placeShared(measured, draft.sameSize)
      }
      case 'slot-text': {
        const slot = this.#slots.get(draft.slot)!
        const { box, style, color, prompt } = slot
        const request = {
          id,
          name: prompt,
          slot: slot.key,
          box,
          style,
          color: this.#color(color),
          paragraphs: draft.paragraphs,
        }
        return this.#placeShared(measureText(context, request))
      }
      case 'shape':
        return () => toShape(id, draft)
      case 'image':
        return () =>
          this.#image({ id, name: draft.name, box: draft.box }, draft.image, draft.geometry)
      case 'slot-image': {
        const { key, box, prompt } = this.#slots.get(draft.slot)!
        return () => this.#image({ id, name: prompt, box, slot: key }, draft.image, 'rectangle')
      }
      case 'slot-chart': {
        const { key, box, prompt } = this.#slots.get(draft.slot)!
        return () => drawChart(context, { id, name: prompt, box, slot: key }, draft.chart)
      }
      case 'slot-table': {
        const slot = this.#slots.get(draft.slot)!
        return () => layoutTable(context, id, slot, draft.header, draft.rows)
      }
    }
  }

  #color = (token: Slot['color']) =>
    colorOn(this.#context.theme, this.#layout.ground === 'strong', token)

  #placeShared(measured: MeasuredText, sameSize?: string): () => SceneElement {
    if (sameSize === undefined) return () => placeText(this.#context, measured)
    this.#shared.set(sameSize, Math.max(this.#shared.get(sameSize) ?? 0, measured.chosen))
    return () => placeText(this.#context, measured, this.#shared.get(sameSize))
  }

  #image(
    base: { id: string; name: string; box: Box; slot?: string },
    image: ImageReference,
    geometry: ImageElement['geometry'],
  ): ImageElement {
    const asset = this.#context.assets.get(image.asset)
    const crop = asset
      ? cropTo(asset, base.box, image.focus)
      : { left: 0, top: 0, right: 0, bottom: 0 }
    return { type: 'image', ...base, asset: image.asset, alt: image.alt, crop, geometry }
  }
}

const toShape = (id: string, draft: Draft & { type: 'shape' }): ShapeElement => ({
  type: 'shape',
  id,
  name: draft.name,
  box: draft.box,
  geometry: draft.geometry,
  ...(draft.radius !== undefined && { radius: draft.radius }),
  ...(draft.fill && { fill: color(draft.fill, draft.alpha) }),
  ...(draft.stroke && {
    stroke: { color: color(draft.stroke), width: draft.strokeWidth ?? points(1) },
  }),
  isDecoration: true,
})

/** What is cut off so that a picture fills a box, with its focus as near the middle as can be. */
export function cropTo(
  { width, height }: { width: number; height: number },
  area: Box,
  focus = { x: 0.5, y: 0.5 },
): ImageElement['crop'] {
  const isWider = width / height > area.width / area.height
  const kept = isWider
    ? (height * area.width) / area.height / width
    : (width * area.height) / area.width / height
  const at = isWider ? focus.x : focus.y
  const start = Math.min(Math.max(at - kept / 2, 0), 1 - kept)
  const end = Math.max(0, 1 - kept - start)
  return isWider
    ? { left: start, right: end, top: 0, bottom: 0 }
    : { left: 0, right: 0, top: start, bottom: end }
}

function around(elements: readonly SceneElement[]): Box {
  const x = Math.min(...elements.map(({ box }) => box.x))
  const y = Math.min(...elements.map(({ box }) => box.y))
  const right = Math.max(...elements.map(({ box }) => box.x + box.width))
  const bottom = Math.max(...elements.map(({ box }) => box.y + box.height))
  return { x, y, width: right - x, height: bottom - y }
}

/** Rows share the height; columns get what their words need. */
function layoutTable(
  context: TextContext,
  id: string,
  slot: Slot,
  header: string[],
  rows: string[][],
): TableElement {
  const all = [header, ...rows]
  const needs = header.map((_, column) =>
    Math.min(40, Math.max(5, ...all.map((row) => [...row[column]!].length))),
  )
  const total = needs.reduce((sum, need) => sum + need, 0)
  const columns = needs.map((need) => Math.floor((slot.box.width * need) / total))
  const height = Math.min(inches(0.6), Math.floor(slot.box.height / all.length))
  const isNumeric = header.map((_, column) =>
    rows.every((row) => /^[-+−]?[\d.,\s]+\s?\S{0,3}$/.test(row[column]!.trim() || '0')),
  )
  const measured = all.map((row, index) => {
    let x = slot.box.x
    return row.map((words, column) => {
      const area = {
        x: x + inches(0.1),
        y: slot.box.y + height * index + points(2),
        width: columns[column]! - inches(0.2),
        height: height - points(4),
      }
      x += columns[column]!
      const style = {
        ...slot.style,
        bold: index === 0,
        align: isNumeric[column] ? ('end' as const) : ('start' as const),
      }
      return measureText(context, {
        id: `${id}/${index}-${column}`,
        name: words,
        box: area,
        paragraphs: [paragraph(words)],
        style,
        color: color('tx1'),
      })
    })
  })
  const chosen = Math.max(...measured.flat().map((cell) => cell.chosen))
  return {
    type: 'table',
    id,
    name: slot.prompt,
    slot: slot.key,
    box: {
      ...slot.box,
      width: columns.reduce((sum, width) => sum + width, 0),
      height: height * all.length,
    },
    columns,
    rows: measured.map((cells) => ({
      height,
      cells: cells.map((cell) => placeText(context, cell, chosen)),
    })),
    hasHeader: true,
  }
}
