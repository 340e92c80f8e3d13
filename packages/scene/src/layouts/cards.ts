import { z } from 'zod'
import { grid, inches, stack } from '../scene/geometry.ts'
import { styleOf } from '../scene/text-style.ts'
import { accentOf, bodyBox, line, panel, prose, slotText, text, titleSlot } from './frame.ts'
import { defineLayout } from './layout.ts'
import type { Draft } from './layout.ts'

/** Two to six things of equal weight. */
export const cards = defineLayout({
  key: 'cards',
  name: 'Cards',
  office: 'titleOnly',
  ground: 'plain',
  list: { key: 'cards', least: 2 },
  content: z.object({
    title: line('The message, as a sentence'),
    cards: z
      .array(z.object({ title: line('A few words'), text: prose('A sentence or two') }))
      .min(2)
      .max(6),
  }),
  slots: () => [titleSlot()],
  compose({ title, cards }, theme) {
    const columns = cards.length === 4 ? 2 : Math.min(3, cards.length)
    const rows = Math.ceil(cards.length / columns)
    const cells = grid(bodyBox, columns, rows, inches(0.3))
    const drafts = cards.map((card, index): Draft => {
      const { drafts, inside } = panel(cells[index]!, theme, accentOf(index))
      const [heading, body] = stack(inside, [inches(rows === 1 ? 0.9 : 0.7), null], inches(0.1))
      return {
        type: 'group',
        name: card.title,
        drafts: [
          ...drafts,
          text('Card title', heading!, card.title, styleOf('cardTitle'), 'tx1', 'title'),
          text('Card text', body!, card.text, styleOf('cardText'), 'tx1', 'text'),
        ],
      }
    })
    return [slotText('title', title), ...drafts]
  },
})
