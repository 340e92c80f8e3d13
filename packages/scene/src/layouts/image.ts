import { z } from 'zod'
import { list } from '../spec/inline.ts'
import { box } from '../scene/geometry.ts'
import { styleOf } from '../scene/text-style.ts'
import { imageReference, items, line, slotText } from './frame.ts'
import { defineLayout } from './layout.ts'

/** A picture from edge to edge, and what it shows. */
export const image = defineLayout({
  key: 'image',
  name: 'Image with text',
  office: 'picTx',
  ground: 'plain',
  list: { key: 'items', least: 1 },
  content: z.object({ title: line('The message'), items, image: imageReference }),
  slots: () => [
    {
      key: 'title',
      prompt: 'Title',
      placeholder: 'title',
      box: box(0.75, 0.6, 5.4, 1.9),
      style: styleOf('title'),
      color: 'tx1',
    },
    {
      key: 'image',
      prompt: 'Picture',
      placeholder: 'pic',
      box: {
        x: box(6.67, 0, 0, 0).x,
        y: 0,
        width: 12_192_000 - box(6.67, 0, 0, 0).x,
        height: 6_858_000,
      },
      style: styleOf('caption'),
      color: 'tx1',
    },
    {
      key: 'body',
      isList: true,
      prompt: 'What it shows',
      placeholder: 'body',
      box: box(0.75, 2.8, 5.4, 3.9),
      style: styleOf('body'),
      color: 'tx1',
    },
  ],
  compose: ({ title, items, image }) => [
    slotText('title', title),
    { type: 'slot-image', slot: 'image', image },
    { type: 'slot-text', slot: 'body', paragraphs: list(items) },
  ],
})
