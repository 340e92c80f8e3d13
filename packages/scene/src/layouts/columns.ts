import { z } from 'zod'
import { list } from '../spec/inline.ts'
import { grid, inches, stack } from '../scene/geometry.ts'
import { styleOf } from '../scene/text-style.ts'
import { bodyBox, items, line, slotText, titleSlot } from './frame.ts'
import { defineLayout } from './layout.ts'
import type { Draft, Slot } from './layout.ts'

const column = z.object({ heading: line('What the column is about'), items })

/** Two lists side by side. */
export const columns = defineLayout({
  key: 'columns',
  name: 'Two columns',
  office: 'twoTxTwoObj',
  ground: 'plain',
  content: z.object({ title: line('The message, as a sentence'), left: column, right: column }),
  slots: () => [titleSlot(), ...columnSlots()],
  compose: ({ title, left, right }) => [
    slotText('title', title),
    ...[left, right].flatMap((one, index): Draft[] => [
      slotText(`heading${index + 1}`, one.heading),
      { type: 'slot-text', slot: `list${index + 1}`, paragraphs: list(one.items) },
    ]),
  ],
})

function columnSlots(): Slot[] {
  return grid(bodyBox, 2, 1, inches(0.6)).flatMap((cell, index): Slot[] => {
    const [heading, body] = stack(cell, [inches(0.6), null], inches(0.2))
    return [
      {
        key: `heading${index + 1}`,
        prompt: 'Heading',
        placeholder: 'body',
        box: heading!,
        style: styleOf('columnHeading'),
        color: 'tx1',
      },
      {
        key: `list${index + 1}`,
        isList: true,
        prompt: 'Points',
        placeholder: 'body',
        box: body!,
        style: styleOf('body'),
        color: 'tx1',
      },
    ]
  })
}
