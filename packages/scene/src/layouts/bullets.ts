import { z } from 'zod'
import { list } from '../spec/inline.ts'
import { styleOf } from '../scene/text-style.ts'
import { bodyBox, items, line, slotText, titleSlot } from './frame.ts'
import { defineLayout } from './layout.ts'

/** A title and points. */
export const bullets = defineLayout({
  key: 'bullets',
  name: 'Bullets',
  office: 'obj',
  ground: 'plain',
  list: { key: 'items', least: 1 },
  content: z.object({ title: line('The message, as a sentence'), items }),
  slots: () => [
    titleSlot(),
    {
      key: 'body',
      isList: true,
      prompt: 'Points',
      placeholder: 'body',
      box: bodyBox,
      style: styleOf('body', { sizes: [26, 24, 22, 20, 18, 17, 16, 15, 14], spaceBefore: 0.6 }),
      color: 'tx1',
    },
  ],
  compose: ({ title, items }) => [
    slotText('title', title),
    { type: 'slot-text', slot: 'body', paragraphs: list(items) },
  ],
})
