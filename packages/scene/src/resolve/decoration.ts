import { color } from '../scene/color.ts'
import type { Color, ColorToken } from '../scene/color.ts'
import { box, inches, page, points } from '../scene/geometry.ts'
import type { Box } from '../scene/geometry.ts'
import type { ShapeElement } from '../scene/model.ts'
import type { Layout } from '../layouts/layout.ts'
import type { Theme } from '../themes/theme.ts'

/** What a layout stands on. */
export const backgroundOf = (layout: Layout, theme: Theme): Color =>
  color(layout.ground === 'strong' ? theme.ground : 'bg1')

/** What a theme draws behind the content of a layout; part of the layout in office programs. */
export function decorationOf(layout: Layout, theme: Theme): ShapeElement[] {
  if (layout.ground === 'strong') return motifs[theme.motif](theme)
  if (layout.key === 'image' || layout.key === 'quote') return []
  return theme.motif === 'rule' || theme.motif === 'corner'
    ? [shape('Rule', box(0.75, 1.66, 11.83, 0), color('tx2', 0.35), 'rectangle', points(0.75))]
    : [shape('Mark', box(0.75, 1.66, 0.9, 0), color('accent1'), 'rectangle', points(3))]
}

function shape(
  name: string,
  area: Box,
  fill: Color,
  geometry: ShapeElement['geometry'] = 'rectangle',
  height = area.height,
): ShapeElement {
  return {
    type: 'shape',
    id: `decoration-${name.toLowerCase().replaceAll(' ', '-')}`,
    name,
    box: { ...area, height },
    geometry,
    fill,
    isDecoration: true,
  }
}

/** The accent that shows on the theme's ground. */
const marked = (theme: Theme): ColorToken => (theme.ground === 'accent1' ? 'accent2' : 'accent1')

const motifs: Record<Theme['motif'], (theme: Theme) => ShapeElement[]> = {
  bar: (theme) => [
    shape('Bar', { x: 0, y: 0, width: inches(0.28), height: page.height }, color(marked(theme))),
    shape('Block', box(10.9, 0, 2.433, 2.433), color(marked(theme))),
    shape('Second block', box(10.9, 2.433, 1.2165, 1.2165), color('accent2')),
    shape('Third block', box(12.1165, 2.433, 1.2165, 1.2165), color('accent3')),
  ],
  corner: (theme) => [
    shape(
      'Frame top',
      box(0.45, 0.45, 12.43, 0),
      color(marked(theme), 0.8),
      'rectangle',
      points(1.25),
    ),
    shape(
      'Frame bottom',
      box(0.45, 7.05, 12.43, 0),
      color(marked(theme), 0.8),
      'rectangle',
      points(1.25),
    ),
    shape(
      'Frame left',
      { ...box(0.45, 0.45, 0, 6.6), width: points(1.25) },
      color(marked(theme), 0.8),
    ),
    shape(
      'Frame right',
      { ...box(12.88, 0.45, 0, 6.6), width: points(1.25) },
      color(marked(theme), 0.8),
    ),
    shape('Stone', box(11.2, 5.35, 1.0, 1.0), color(marked(theme)), {
      path: 'M50 0L100 50L50 100L0 50Z',
    }),
  ],
  band: (theme) => [
    shape(
      'Band',
      box(10.6, 0, 2.733, 7.5),
      color(theme.ground === 'accent1' ? 'tx1' : marked(theme)),
    ),
    shape('Edge', box(10.6, 0, 0.16, 7.5), color(theme.ground === 'accent1' ? 'bg1' : 'accent3')),
  ],
  circle: () =>
    [
      shape('Large circle', box(9.9, 2.9, 5.6, 5.6), color('accent2'), 'ellipse'),
      shape('Small circle', box(11.35, 0.9, 1.3, 1.3), color('accent3'), 'ellipse'),
    ].map((one) => clipped(one)),
  rule: () => [
    shape('Rule', box(0.95, 1.0, 1.3, 0), color('accent1'), 'rectangle', points(5)),
    shape('Long rule', box(0.95, 5.85, 11.43, 0), color('tx2', 0.4), 'rectangle', points(0.75)),
  ],
  grid: (theme) =>
    Array.from({ length: 16 }, (_, index) =>
      shape(
        `Dot ${index + 1}`,
        box(10.5 + (index % 4) * 0.55, 0.95 + Math.floor(index / 4) * 0.55, 0.24, 0.24),
        color(index % 5 === 0 ? 'accent2' : marked(theme), index % 3 === 0 ? 1 : 0.45),
        'ellipse',
      ),
    ),
}

/** A circle that leaves the slide ends at its edge: nothing of a deck lies outside of it. */
function clipped(one: ShapeElement): ShapeElement {
  const right = one.box.x + one.box.width - page.width
  const bottom = one.box.y + one.box.height - page.height
  if (right <= 0 && bottom <= 0) return one
  // The part of a circle of radius 50 that lies in the upper left, as a path in a box of 100.
  const width = one.box.width - Math.max(0, right)
  const height = one.box.height - Math.max(0, bottom)
  const steps = Array.from({ length: 49 }, (_, index) => {
    const angle = (index / 48) * 2 * Math.PI
    const x = Math.min(width, (one.box.width / 2) * (1 + Math.cos(angle)))
    const y = Math.min(height, (one.box.height / 2) * (1 + Math.sin(angle)))
    return `${((x / width) * 100).toFixed(2)} ${((y / height) * 100).toFixed(2)}`
  })
  return { ...one, box: { ...one.box, width, height }, geometry: { path: `M${steps.join('L')}Z` } }
}
