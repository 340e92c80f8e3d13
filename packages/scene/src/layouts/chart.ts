import { z } from 'zod'
import { chartKinds } from '../scene/chart-data.ts'
import { box } from '../scene/geometry.ts'
import { styleOf } from '../scene/text-style.ts'
import { bodyBox, line, prose, slotText, titleSlot } from './frame.ts'
import { defineLayout } from './layout.ts'

/** Figures as a picture, and what they mean. */
export const chart = defineLayout({
  key: 'chart',
  name: 'Chart',
  ground: 'plain',
  content: z.object({
    title: line('What the chart shows, as a sentence'),
    chart: z.object({
      kind: z.enum(chartKinds),
      categories: z.array(z.string().max(60)).min(1).max(40),
      series: z
        .array(
          z.object({ name: z.string().max(60), values: z.array(z.number().nullable()).max(40) }),
        )
        .min(1)
        .max(6),
      unit: z.string().max(8).default(''),
    }),
    source: line('Where the figures are from').optional(),
    takeaway: prose('What follows from them').optional(),
  }),
  slots: () => [
    titleSlot(),
    {
      key: 'chart',
      prompt: 'Chart',
      placeholder: 'chart',
      box: { ...bodyBox, width: box(0, 0, 8.2, 0).width, height: box(0, 0, 0, 4.4).height },
      style: styleOf('caption'),
      color: 'tx1',
    },
    {
      key: 'takeaway',
      prompt: 'What follows',
      placeholder: 'body',
      box: box(9.35, 1.85, 3.23, 4.4),
      style: styleOf('body', { anchor: 'middle' }),
      color: 'tx1',
    },
    {
      key: 'source',
      prompt: 'Source',
      placeholder: 'body',
      box: box(0.75, 6.35, 8.2, 0.35),
      style: styleOf('footer', { sizes: [12, 11, 10] }),
      color: 'tx2',
    },
  ],
  compose: ({ title, chart, source, takeaway }) => [
    slotText('title', title),
    {
      type: 'slot-chart',
      slot: 'chart',
      chart: {
        ...chart,
        // As many values as there are categories, whatever was given.
        series: chart.series.map(({ name, values }) => ({
          name,
          values: chart.categories.map((_, index) => values[index] ?? null),
        })),
      },
    },
    ...(takeaway ? [slotText('takeaway', takeaway)] : []),
    ...(source ? [slotText('source', source)] : []),
  ],
})
