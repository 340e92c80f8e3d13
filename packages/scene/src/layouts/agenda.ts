import { z } from 'zod'
import { readableAccent } from '../scene/color.ts'
import { grid, inches, points } from '../scene/geometry.ts'
import { styleOf } from '../scene/text-style.ts'
import { bodyBox, line, slotText, text, titleSlot } from './frame.ts'
import { defineLayout } from './layout.ts'
import type { Draft } from './layout.ts'

/** What comes, numbered. */
export const agenda = defineLayout({
  key: 'agenda',
  name: 'Agenda',
  office: 'titleOnly',
  ground: 'plain',
  list: { key: 'items', least: 1 },
  content: z.object({
    title: line('Title'),
    items: z
      .array(z.object({ title: line('A part'), detail: line('What it holds').optional() }))
      .min(1)
      .max(10),
  }),
  slots: () => [titleSlot()],
  compose({ title, items }, theme) {
    const columns = items.length > 5 ? 2 : 1
    const rows = Math.max(3, Math.ceil(items.length / columns))
    const cells = grid(bodyBox, columns, rows, inches(columns === 1 ? 0.1 : 0.3))
    // Down the first column, then the second.
    const cellOf = (index: number) => cells[(index % rows) * columns + Math.floor(index / rows)]!
    const drafts = items.map((item, index): Draft => {
      const cell = cellOf(index)
      const number = { ...cell, width: inches(0.8) }
      const words = { ...cell, x: cell.x + inches(0.95), width: cell.width - inches(0.95) }
      const half = Math.floor(words.height / 2)
      const titleBox = item.detail ? { ...words, height: half } : words
      const anchor = item.detail ? 'bottom' : 'middle'
      return {
        type: 'group',
        name: item.title,
        drafts: [
          text(
            'Number',
            number,
            `${index + 1}`,
            styleOf('number', { sizes: [32, 28, 24, 20], anchor: 'middle' }),
            readableAccent(theme.palette, 'accent1'),
            'number',
          ),
          text(
            'Part',
            titleBox,
            item.title,
            styleOf('cardTitle', { anchor, sizes: [22, 20, 18, 16, 15, 14] }),
            'tx1',
            'part',
          ),
          ...(item.detail
            ? [
                text(
                  'Detail',
                  { ...words, y: words.y + half, height: words.height - half },
                  item.detail,
                  styleOf('cardText'),
                  'tx2' as const,
                  'detail',
                ),
              ]
            : []),
          {
            type: 'shape',
            name: 'Rule',
            geometry: 'rectangle',
            box: { ...cell, y: cell.y + cell.height + inches(0.02), height: points(0.75) },
            fill: 'tx2',
            alpha: 0.3,
          },
        ],
      }
    })
    return [slotText('title', title), ...drafts]
  },
})
