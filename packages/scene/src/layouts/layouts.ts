import { agenda } from './agenda.ts'
import { bullets } from './bullets.ts'
import { cards } from './cards.ts'
import { chart } from './chart.ts'
import { closing } from './closing.ts'
import { columns } from './columns.ts'
import { comparison } from './comparison.ts'
import { cover } from './cover.ts'
import { image } from './image.ts'
import { numbers } from './numbers.ts'
import { process } from './process.ts'
import { quote } from './quote.ts'
import { section } from './section.ts'
import { table } from './table.ts'
import { team } from './team.ts'
import { timeline } from './timeline.ts'
import type { Layout } from './layout.ts'

/** All layouts, in the order that people are shown them. */
export const layouts: readonly Layout[] = [
  cover,
  section,
  agenda,
  bullets,
  columns,
  cards,
  comparison,
  quote,
  numbers,
  timeline,
  process,
  chart,
  table,
  image,
  team,
  closing,
]

const byKey = new Map(layouts.map((layout) => [layout.key, layout]))

/** The layout of a key. Throws when there is none. */
export function layoutOf(key: string): Layout {
  const layout = byKey.get(key)
  if (layout) return layout
  throw new RangeError(`There is no layout "${key}"; there are ${[...byKey.keys()].join(', ')}.`)
}
