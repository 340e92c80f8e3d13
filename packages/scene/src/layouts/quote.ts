import { z } from 'zod'
import { readableAccent } from '../scene/color.ts'
import { box } from '../scene/geometry.ts'
import { styleOf } from '../scene/text-style.ts'
import { line, prose, slotText, text } from './frame.ts'
import { defineLayout } from './layout.ts'

/** Somebody's words. */
export const quote = defineLayout({
  key: 'quote',
  name: 'Quote',
  ground: 'plain',
  content: z.object({
    quote: prose('The words, without quotation marks'),
    author: line('Who said it'),
    role: line('Who that is').optional(),
  }),
  slots: () => [
    {
      key: 'title',
      prompt: 'The words',
      placeholder: 'title',
      box: box(1.9, 1.3, 9.6, 3.7),
      style: styleOf('quote'),
      color: 'tx1',
    },
    {
      key: 'author',
      prompt: 'Who said it',
      placeholder: 'body',
      box: box(1.9, 5.3, 9.6, 0.9),
      style: styleOf('caption', { sizes: [18, 17, 16, 14], spaceBefore: 0.1 }),
      color: 'tx2',
    },
  ],
  compose: ({ quote, author, role }, theme) => [
    text(
      'Quotation mark',
      box(0.75, 0.75, 1.1, 2.4),
      '“',
      styleOf('number', { sizes: [96], anchor: 'top' }),
      readableAccent(theme.palette, 'accent1'),
    ),
    slotText('title', quote),
    slotText('author', role ? `**${author}**\n${role}` : `**${author}**`),
  ],
})
