import { z } from 'zod'
import { textOn } from '../scene/color.ts'
import { grid, inches, inset, stack } from '../scene/geometry.ts'
import { styleOf } from '../scene/text-style.ts'
import { bodyBox, line, prose, slotText, text, titleSlot } from './frame.ts'
import { defineLayout } from './layout.ts'
import type { Draft } from './layout.ts'

/** Steps that follow each other. */
export const process = defineLayout({
  key: 'process',
  name: 'Process',
  office: 'titleOnly',
  ground: 'plain',
  list: { key: 'steps', least: 2 },
  content: z.object({
    title: line('What is done'),
    steps: z
      .array(z.object({ title: line('A step'), text: prose('What happens in it').optional() }))
      .min(2)
      .max(6),
  }),
  slots: () => [titleSlot()],
  compose({ title, steps }, theme) {
    const area = { ...bodyBox, y: bodyBox.y + inches(0.3), height: bodyBox.height - inches(0.3) }
    const drafts = grid(area, steps.length, 1, inches(0.12)).map((cell, index): Draft => {
      const { title, text: words = '' } = steps[index]!
      const [arrow, more] = stack(cell, [inches(1.25), null], inches(0.25))
      // The point of the arrow and its tail take a quarter of its height each.
      const inside = inset(arrow!, Math.round(arrow!.height * 0.3), inches(0.1))
      return {
        type: 'group',
        name: title,
        drafts: [
          { type: 'shape', name: 'Arrow', geometry: 'chevron', box: arrow!, fill: 'accent1' },
          text(
            'Step',
            inside,
            title,
            styleOf('cardTitle', {
              sizes: [18, 17, 16, 15, 14, 13, 12, 11],
              anchor: 'middle',
              align: 'center',
            }),
            textOn(theme.palette, 'accent1'),
            'step',
          ),
          ...(words
            ? [
                text(
                  'What happens',
                  inset(more!, inches(0.12), 0),
                  words,
                  styleOf('cardText'),
                  'tx1' as const,
                  'text',
                ),
              ]
            : []),
        ],
      }
    })
    return [slotText('title', title), ...drafts]
  },
})
