import { blend, contrast } from '../scene/color.ts'
import type { Color } from '../scene/color.ts'
import { page } from '../scene/geometry.ts'
import type { Box } from '../scene/geometry.ts'
import type { Scene, SceneElement, TextElement } from '../scene/model.ts'
import type { Deck } from '../resolve/resolve-deck.ts'

/** Something about a slide that its readers would suffer from. */
export interface Issue {
  rule:
    | 'overflow'
    | 'overlap'
    | 'bounds'
    | 'contrast'
    | 'min-size'
    | 'alignment'
    | 'alt'
    | 'empty'
    | 'font'
  slide: string
  element: string
  /** Name of the element, as people see it. */
  name: string
  /** How much is wrong: lines too many, EMU, the contrast there is, points. */
  amount: number
  /** One sentence, with the amount. */
  message: string
}

/** Type below this is not read from the back of a room; in points. */
export const smallestType = 9

/**
 * Finds what is wrong with a slide; nothing, when it is empty.
 *
 * @example
 * const issues = deck.scenes.flatMap((scene) => checkScene(deck, scene))
 */
export function checkScene(deck: Deck, scene: Scene): Issue[] {
  const tell = (
    rule: Issue['rule'],
    { id, name }: SceneElement,
    amount: number,
    message: string,
  ): Issue => ({ rule, slide: scene.id, element: id, name, amount, message: `${name}: ${message}` })
  const all = [...withGround(deck, scene)]
  return [
    ...all.flatMap(({ element, ground }) => [
      ...checkBounds(element, tell),
      ...(element.type === 'text' ? checkText(deck, element, ground, tell) : []),
      ...checkContent(deck, element, tell),
    ]),
    ...checkOverlap(scene, tell),
    ...checkAlignment(scene, tell),
  ]
}

type Tell = (rule: Issue['rule'], element: SceneElement, amount: number, message: string) => Issue

function checkText(deck: Deck, element: TextElement, ground: string, tell: Tell): Issue[] {
  const issues: Issue[] = []
  const { fit, size, color, style, missing, lines } = element
  const isEmpty = lines.every(({ runs }) => runs.length === 0)
  if (isEmpty) return element.slot ? [tell('empty', element, 0, 'nothing is written here')] : []
  if (fit.outcome === 'over') {
    issues.push(
      tell(
        'overflow',
        element,
        fit.extraLines,
        `${fit.extraLines} lines more than there is room for, at the smallest size`,
      ),
    )
  }
  const type = size / 12_700
  if (type < smallestType)
    issues.push(
      tell(
        'min-size',
        element,
        type,
        `type of ${type} points; at least ${smallestType} is readable`,
      ),
    )
  const isLarge = type >= 18 || (type >= 14 && style.bold)
  const ratio = contrast(inked(deck, color, ground), ground)
  const wanted = isLarge ? 3 : 4.5
  if (ratio < wanted)
    issues.push(
      tell('contrast', element, ratio, `contrast is ${ratio.toFixed(1)}; ${wanted} is needed`),
    )
  if (missing)
    issues.push(
      tell(
        'font',
        element,
        [...missing].length,
        `no font has “${[...missing].slice(0, 8).join('')}”`,
      ),
    )
  return issues
}

function checkBounds(element: SceneElement, tell: Tell): Issue[] {
  const { x, y, width, height } = element.box
  const out = Math.max(-x, -y, x + width - page.width, y + height - page.height)
  return out > 1
    ? [tell('bounds', element, out, `${(out / 12_700).toFixed(1)} points off the slide`)]
    : []
}

function checkContent({ assets }: Deck, element: SceneElement, tell: Tell): Issue[] {
  if (element.type === 'image') {
    if (!assets.has(element.asset))
      return [tell('empty', element, 0, `there is no picture “${element.asset}”`)]
    if (!element.alt.trim()) return [tell('alt', element, 0, 'nobody said what the picture shows')]
  }
  if (
    element.type === 'chart' &&
    element.chart.series.every(({ values }) => values.every((value) => value === null))
  ) {
    return [tell('empty', element, 0, 'the chart has no figures')]
  }
  return []
}

/** Content may stand on grounds, but not on other content. */
function checkOverlap(scene: Scene, tell: Tell): Issue[] {
  const solid = scene.elements.filter(({ type }) => type !== 'shape')
  return solid.flatMap((one, index) =>
    solid.slice(index + 1).flatMap((other) => {
      const shared = sharedArea(one.box, other.box)
      return shared > 0 ? [tell('overlap', one, shared, `covers ${other.name}`)] : []
    }),
  )
}

function sharedArea(one: Box, other: Box): number {
  const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const down = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return across > 0 && down > 0 ? across * down : 0
}

/** Edges that nearly agree look like a mistake: closer than this, but not the same. */
const nearMiss = 45_720

function checkAlignment(scene: Scene, tell: Tell): Issue[] {
  const placed = scene.elements.filter(({ type }) => type !== 'shape')
  return placed.flatMap((one, index) => {
    const off = placed
      .slice(0, index)
      .map((other) => Math.abs(other.box.x - one.box.x))
      .find((distance) => distance > 0 && distance < nearMiss)
    return off === undefined
      ? []
      : [
          tell(
            'alignment',
            one,
            off,
            `its left edge is ${(off / 12_700).toFixed(1)} points off its neighbour's`,
          ),
        ]
  })
}

/** Every element with the colour that lies under its middle, from back to front. */
function* withGround(
  deck: Deck,
  scene: Scene,
): Generator<{ element: SceneElement; ground: string }> {
  const painted: { box: Box; ink: string }[] = []
  const ground = (box: Box) => {
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const under = painted.findLast(
      (one) =>
        x >= one.box.x &&
        x <= one.box.x + one.box.width &&
        y >= one.box.y &&
        y <= one.box.y + one.box.height,
    )
    return under?.ink ?? deck.theme.palette[scene.background.token]
  }
  function* walk(
    elements: readonly SceneElement[],
  ): Generator<{ element: SceneElement; ground: string }> {
    for (const element of elements) {
      const under = ground(element.box)
      yield { element, ground: under }
      if (element.type === 'shape' && element.fill)
        painted.push({ box: element.box, ink: inked(deck, element.fill, under) })
      if (element.type === 'group') yield* walk(element.elements)
      if (element.type === 'table') {
        for (const [index, row] of element.rows.entries()) {
          for (const cell of row.cells)
            yield { element: cell, ground: index === 0 ? deck.theme.palette.bg2 : under }
        }
      }
      if (element.type === 'chart')
        yield* element.drawing
          .filter(({ type }) => type === 'text')
          .map((label) => ({ element: label, ground: under }))
    }
  }
  yield* walk(scene.elements)
}

const inked = ({ theme }: Deck, { token, alpha = 1 }: Color, under: string): string =>
  blend(theme.palette[token], under, alpha)
