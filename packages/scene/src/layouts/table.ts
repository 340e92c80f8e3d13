import { z } from 'zod'
import { styleOf } from '../scene/text-style.ts'
import { bodyBox, line, slotText, titleSlot } from './frame.ts'
import { defineLayout } from './layout.ts'

const cell = z.string().max(300)

/** Rows and columns. */
export const table = defineLayout({
  key: 'table',
  name: 'Table',
  ground: 'plain',
  list: { key: 'rows', least: 1 },
  content: z.object({
    title: line('What the table shows'),
    header: z.array(cell).min(1).max(8),
    rows: z.array(z.array(cell).max(8)).min(1).max(14),
  }),
  slots: () => [
    titleSlot(),
    {
      key: 'table',
      prompt: 'Table',
      placeholder: 'tbl',
      box: bodyBox,
      style: styleOf('cell'),
      color: 'tx1',
    },
  ],
  compose: ({ title, header, rows }) => [
    slotText('title', title),
    {
      type: 'slot-table',
      slot: 'table',
      header,
      rows: rows.map((row) => header.map((_, index) => row[index] ?? '')),
    },
  ],
})
