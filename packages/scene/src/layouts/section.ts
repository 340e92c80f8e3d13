import { z } from 'zod'
import { box } from '../scene/geometry.ts'
import { styleOf } from '../scene/text-style.ts'
import { line, slotText } from './frame.ts'
import { defineLayout } from './layout.ts'

/** Where a new part begins. */
export const section = defineLayout({
  key: 'section',
  name: 'Section',
  office: 'secHead',
  ground: 'strong',
  content: z.object({
    title: line('What the part is about'),
    subtitle: line('What is in it').optional(),
  }),
  slots: () => [
    {
      key: 'title',
      prompt: 'Section',
      placeholder: 'title',
      box: box(0.95, 2.0, 8.9, 2.0),
      style: styleOf('coverTitle', { sizes: [48, 44, 40, 36, 32, 28] }),
      color: 'tx1',
    },
    {
      key: 'subtitle',
      prompt: 'What it is about',
      placeholder: 'body',
      box: box(0.95, 4.25, 8.9, 1.2),
      style: styleOf('coverSubtitle'),
      color: 'tx2',
    },
  ],
  compose: ({ title, subtitle }) => [
    slotText('title', title),
    ...(subtitle ? [slotText('subtitle', subtitle)] : []),
  ],
})
