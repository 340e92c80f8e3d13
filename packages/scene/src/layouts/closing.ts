import { z } from 'zod'
import { box } from '../scene/geometry.ts'
import { styleOf } from '../scene/text-style.ts'
import { line, slotText } from './frame.ts'
import { defineLayout } from './layout.ts'

/** How a deck ends: thanks, a question, what to do now. */
export const closing = defineLayout({
  key: 'closing',
  name: 'Closing',
  ground: 'strong',
  content: z.object({
    title: line('The last words'),
    text: line('What to do now').optional(),
    contact: line('Where to turn').optional(),
  }),
  slots: () => [
    {
      key: 'title',
      prompt: 'Last words',
      placeholder: 'title',
      box: box(0.95, 1.7, 8.9, 2.2),
      style: styleOf('coverTitle'),
      color: 'tx1',
    },
    {
      key: 'text',
      prompt: 'What to do now',
      placeholder: 'body',
      box: box(0.95, 4.15, 8.9, 1.2),
      style: styleOf('coverSubtitle'),
      color: 'tx2',
    },
    {
      key: 'contact',
      prompt: 'Contact',
      placeholder: 'body',
      box: box(0.95, 6.0, 8.9, 0.7),
      style: styleOf('caption', { anchor: 'bottom' }),
      color: 'tx2',
    },
  ],
  compose: ({ title, text, contact }) => [
    slotText('title', title),
    ...(text ? [slotText('text', text)] : []),
    ...(contact ? [slotText('contact', contact)] : []),
  ],
})
