import { z } from 'zod'
import { grid, inches, stack } from '../scene/geometry.ts'
import { styleOf } from '../scene/text-style.ts'
import { accentOf, bodyBox, line, panel, slotText, text, titleSlot } from './frame.ts'
import { defineLayout } from './layout.ts'
import type { Draft } from './layout.ts'

/** One to four figures, large. */
export const numbers = defineLayout({
  key: 'numbers',
  name: 'Big numbers',
  office: 'titleOnly',
  ground: 'plain',
  list: { key: 'numbers', least: 1 },
  content: z.object({
    title: line('What the figures say'),
    numbers: z
      .array(
        z.object({
          value: z.string().trim().min(1).max(16).describe('`42 %`'),
          label: line('Of what'),
        }),
      )
      .min(1)
      .max(4),
  }),
  slots: () => [titleSlot()],
  compose({ title, numbers }, theme) {
    const area = { ...bodyBox, y: bodyBox.y + inches(0.45), height: inches(3.4) }
    const isAlone = numbers.length === 1
    const drafts = grid(area, numbers.length, 1, inches(0.3)).map((cell, index): Draft => {
      const { value, label } = numbers[index]!
      const { drafts, inside } = panel(cell, theme, accentOf(index))
      const [figure, words] = stack(inside, [inches(1.55), null], inches(0.15))
      const sizes = isAlone ? [96, 88, 80, 72, 60, 48] : styleOf('number').sizes
      return {
        type: 'group',
        name: label,
        drafts: [
          ...drafts,
          text('Figure', figure!, value, styleOf('number', { sizes }), 'tx1', 'figure'),
          text(
            'Label',
            words!,
            label,
            styleOf('cardText', { sizes: [20, 18, 17, 16, 15, 14] }),
            'tx2',
            'label',
          ),
        ],
      }
    })
    return [slotText('title', title), ...drafts]
  },
})
