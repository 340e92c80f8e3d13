import { z } from 'zod'
import { box } from '../scene/geometry.ts'
import { styleOf } from '../scene/text-style.ts'
import { line, slotText } from './frame.ts'
import { defineLayout } from './layout.ts'

/** How a deck begins. */
export const cover = defineLayout({
  key: 'cover',
  name: 'Cover',
  office: 'title',
  ground: 'strong',
  content: z.object({
    title: line('What the deck is called'),
    subtitle: line('One sentence more').optional(),
    byline: line('Who, where, when').optional(),
  }),
  slots: () => [
    {
      key: 'title',
      prompt: 'Title',
      placeholder: 'ctrTitle',
      box: box(0.95, 1.3, 8.9, 2.75),
      style: styleOf('coverTitle'),
      color: 'tx1',
    },
    {
      key: 'subtitle',
      prompt: 'Subtitle',
      placeholder: 'subTitle',
      box: box(0.95, 4.3, 8.9, 1.0),
      style: styleOf('coverSubtitle'),
      color: 'tx2',
    },
    {
      key: 'byline',
      prompt: 'Name and date',
      placeholder: 'body',
      box: box(0.95, 6.2, 8.9, 0.5),
      style: styleOf('caption', { anchor: 'bottom' }),
      color: 'tx2',
    },
  ],
  compose: ({ title, subtitle, byline }) => [
    slotText('title', title),
    ...(subtitle ? [slotText('subtitle', subtitle)] : []),
    ...(byline ? [slotText('byline', byline)] : []),
  ],
})
