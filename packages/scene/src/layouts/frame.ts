import { z } from 'zod'
import { paragraph } from '../spec/inline.ts'
import { box, inches, inset, points } from '../scene/geometry.ts'
import type { Box } from '../scene/geometry.ts'
import type { ColorToken } from '../scene/color.ts'
import { styleOf } from '../scene/text-style.ts'
import type { TextStyle } from '../scene/text-style.ts'
import type { Theme } from '../themes/theme.ts'
import type { Draft, Slot } from './layout.ts'

/** Where nearly all layouts have their title, and what is left below it. */
export const titleBox = box(0.75, 0.5, 11.83, 1.05)
export const bodyBox = box(0.75, 1.85, 11.83, 4.85)

export const titleSlot = (): Slot => ({
  key: 'title',
  prompt: 'Title',
  placeholder: 'title',
  box: titleBox,
  style: styleOf('title'),
  color: 'tx1',
})

export const slotText = (slot: string, text: string): Draft => ({
  type: 'slot-text',
  slot,
  paragraphs: [paragraph(text)],
})

/** Texts of a spec: short ones are one line or two, long ones a few sentences. */
export const line = (meaning: string) => z.string().trim().min(1).max(200).describe(meaning)
export const prose = (meaning: string) => z.string().trim().min(1).max(700).describe(meaning)
export const items = z
  .array(
    z.union([
      prose('A point'),
      z.object({ text: prose('A point'), items: z.array(line('A detail')).max(6) }),
    ]),
  )
  .min(1)
  .max(12)
  .describe('Points, each a phrase or a sentence')

export const imageReference = z.object({
  asset: z.string().min(1).describe('Id of a picture'),
  alt: z.string().max(300).describe('What the picture shows, for those who do not see it'),
  focus: z
    .object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) })
    .optional()
    .describe('The point that must stay visible when the picture is cropped'),
})

/** A text that is not a placeholder's. */
export const text = (
  name: string,
  area: Box,
  words: string,
  style: TextStyle,
  color: ColorToken = 'tx1',
  sameSize?: string,
): Draft => ({
  type: 'text',
  name,
  box: area,
  paragraphs: [paragraph(words)],
  style,
  color,
  ...(sameSize && { sameSize }),
})

/** The ground of a card as the theme has it, and the room for what is on it. */
export function panel(
  area: Box,
  theme: Theme,
  accent: ColorToken = 'accent1',
): { drafts: Draft[]; inside: Box } {
  if (theme.card === 'ruled') {
    const rule: Draft = {
      type: 'shape',
      name: 'Rule',
      geometry: 'rectangle',
      box: { ...area, height: points(2) },
      fill: accent,
    }
    return {
      drafts: [rule],
      inside: { ...area, y: area.y + inches(0.2), height: area.height - inches(0.2) },
    }
  }
  const geometry = theme.radius > 0 ? 'rounded' : 'rectangle'
  const ground: Draft = {
    type: 'shape',
    name: 'Ground',
    geometry,
    radius: theme.radius,
    box: area,
    fill: 'bg2',
    ...(theme.card === 'outlined' && { stroke: accent, strokeWidth: points(1.25) }),
  }
  return { drafts: [ground], inside: inset(area, inches(0.25), inches(0.22)) }
}

/** The accents in the order that parts of a slide take them. */
export const accentOf = (index: number): ColorToken =>
  (['accent1', 'accent2', 'accent3', 'accent4', 'accent5', 'accent6'] as const)[index % 6]!
