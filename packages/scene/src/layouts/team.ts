import { z } from 'zod'
import { textOn } from '../scene/color.ts'
import { grid, inches } from '../scene/geometry.ts'
import { styleOf } from '../scene/text-style.ts'
import { accentOf, bodyBox, imageReference, line, slotText, text, titleSlot } from './frame.ts'
import { defineLayout } from './layout.ts'
import type { Draft } from './layout.ts'

/** People, with a picture or their initials. */
export const team = defineLayout({
  key: 'team',
  name: 'Team',
  office: 'titleOnly',
  ground: 'plain',
  list: { key: 'members', least: 1 },
  content: z.object({
    title: line('Who they are'),
    members: z
      .array(
        z.object({
          name: line('Name'),
          role: line('What they do'),
          image: imageReference.optional(),
        }),
      )
      .min(1)
      .max(8),
  }),
  slots: () => [titleSlot()],
  compose({ title, members }, theme) {
    const rows = members.length > 4 ? 2 : 1
    const columns = Math.ceil(members.length / rows)
    const cells = grid(
      { ...bodyBox, height: rows === 1 ? inches(3.9) : bodyBox.height },
      Math.max(3, columns),
      rows,
      inches(0.3),
    )
    const side = inches(rows === 1 ? 1.7 : 1.05)
    const perRow = Math.max(3, columns)
    const drafts = members.map(({ name, role, image }, index): Draft => {
      const cell = cells[Math.floor(index / columns) * perRow + (index % columns)]!
      const round = { x: cell.x, y: cell.y, width: side, height: side }
      const nameBox = { ...cell, y: cell.y + side + inches(0.12), height: inches(0.5) }
      const roleBox = {
        ...cell,
        y: nameBox.y + nameBox.height,
        height: Math.max(inches(0.5), cell.y + cell.height - nameBox.y - nameBox.height),
      }
      const accent = accentOf(index)
      const portrait: Draft[] = image
        ? [{ type: 'image', name: 'Portrait', box: round, image, geometry: 'ellipse' }]
        : [
            { type: 'shape', name: 'Circle', geometry: 'ellipse', box: round, fill: accent },
            text(
              'Initials',
              round,
              initials(name),
              styleOf('number', {
                sizes: rows === 1 ? [40] : [26],
                anchor: 'middle',
                align: 'center',
              }),
              textOn(theme.palette, accent),
            ),
          ]
      return {
        type: 'group',
        name,
        drafts: [
          ...portrait,
          text('Name', nameBox, name, styleOf('cardTitle', { anchor: 'middle' }), 'tx1', 'name'),
          text('Role', roleBox, role, styleOf('cardText'), 'tx2', 'role'),
        ],
      }
    })
    return [slotText('title', title), ...drafts]
  },
})

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .filter((first) => /\p{L}/u.test(first))
    .slice(0, 2)
    .join('')
    .toUpperCase() || '·'
