import { z } from 'zod'
import { list } from '../spec/inline.ts'
import { grid, inches, inset, points, stack } from '../scene/geometry.ts'
import { textOn } from '../scene/color.ts'
import { styleOf } from '../scene/text-style.ts'
import { bodyBox, items, line, slotText, text, titleSlot } from './frame.ts'
import { defineLayout } from './layout.ts'
import type { Draft } from './layout.ts'

const side = z.object({ heading: line('What this side is'), items })

/** Before and after, this or that. */
export const comparison = defineLayout({
  key: 'comparison',
  name: 'Comparison',
  office: 'titleOnly',
  ground: 'plain',
  content: z.object({ title: line('What the comparison shows'), left: side, right: side }),
  slots: () => [titleSlot()],
  compose({ title, left, right }, theme) {
    const cells = grid(bodyBox, 2, 1, inches(0.3))
    const drafts = [left, right].map((one, index): Draft => {
      const accent = index === 0 ? 'tx2' : 'accent1'
      const [head, body] = stack(cells[index]!, [inches(0.75), null], 0)
      return {
        type: 'group',
        name: one.heading,
        drafts: [
          { type: 'shape', name: 'Ground', geometry: 'rectangle', box: body!, fill: 'bg2' },
          { type: 'shape', name: 'Head', geometry: 'rectangle', box: head!, fill: accent },
          text(
            'Heading',
            inset(head!, inches(0.25), points(4)),
            one.heading,
            styleOf('cardTitle', { anchor: 'middle' }),
            textOn(theme.palette, accent),
            'heading',
          ),
          {
            type: 'text',
            name: 'Points',
            box: inset(body!, inches(0.25)),
            paragraphs: list(one.items),
            style: styleOf('cardText', {
              sizes: [20, 18, 17, 16, 15, 14, 13, 12],
              spaceBefore: 0.5,
            }),
            color: 'tx1',
            sameSize: 'points',
          },
        ],
      }
    })
    return [slotText('title', title), ...drafts]
  },
})
