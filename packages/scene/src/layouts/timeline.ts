import { z } from 'zod'
import { grid, inches, points, stack } from '../scene/geometry.ts'
import { styleOf } from '../scene/text-style.ts'
import { accentOf, bodyBox, line, prose, slotText, text, titleSlot } from './frame.ts'
import { defineLayout } from './layout.ts'
import type { Draft } from './layout.ts'

/** What happens when, along a line. */
export const timeline = defineLayout({
  key: 'timeline',
  name: 'Timeline',
  office: 'titleOnly',
  ground: 'plain',
  list: { key: 'events', least: 2 },
  content: z.object({
    title: line('What the line shows'),
    events: z
      .array(
        z.object({
          when: line('A date'),
          title: line('What happens'),
          text: prose('More about it').optional(),
        }),
      )
      .min(2)
      .max(6),
  }),
  slots: () => [titleSlot()],
  compose({ title, events }) {
    const cells = grid(bodyBox, events.length, 1, inches(0.25))
    const dot = inches(0.22)
    const drafts = cells.map((cell, index): Draft => {
      const { when, title, text: words = '' } = events[index]!
      const [date, mark, heading, more] = stack(
        cell,
        [inches(0.6), inches(0.5), inches(0.95), null],
        inches(0.1),
      )
      return {
        type: 'group',
        name: title,
        drafts: [
          text(
            'Date',
            date!,
            when,
            styleOf('label', { anchor: 'bottom', sizes: [16, 15, 14, 13, 12] }),
            'tx2',
            'date',
          ),
          {
            type: 'shape',
            name: 'Dot',
            geometry: 'ellipse',
            box: {
              x: mark!.x,
              y: mark!.y + Math.round((mark!.height - dot) / 2),
              width: dot,
              height: dot,
            },
            fill: accentOf(0),
          },
          text('What happens', heading!, title, styleOf('cardTitle'), 'tx1', 'title'),
          ...(words
            ? [text('More', more!, words, styleOf('cardText'), 'tx1' as const, 'text')]
            : []),
        ],
      }
    })
    const middle = bodyBox.y + inches(0.6) + inches(0.1) + inches(0.25)
    const rail: Draft = {
      type: 'shape',
      name: 'Line',
      geometry: 'rectangle',
      box: { x: bodyBox.x, y: middle - points(1), width: bodyBox.width, height: points(2) },
      fill: 'tx2',
      alpha: 0.35,
    }
    return [slotText('title', title), rail, ...drafts]
  },
})
