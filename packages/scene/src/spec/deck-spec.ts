import { z } from 'zod'
import { layouts } from '../layouts/layouts.ts'
import type { ThemeKey } from '../themes/themes.ts'
import { themes } from '../themes/themes.ts'

const common = {
  id: z.string().min(1).max(80).describe('Stays the same when the slide is edited'),
  notes: z.string().max(10_000).default('').describe('What the speaker says'),
}

const [first, ...others] = layouts.map((layout) =>
  layout.content.extend({ ...common, layout: z.literal(layout.key) }),
)

/** One slide as meaning: a layout and what it is filled with; no coordinates. */
export const SlideSpec = z.discriminatedUnion('layout', [first!, ...others])
export interface SlideSpec {
  id: string
  layout: string
  notes: string
  [content: string]: unknown
}

/** A deck as a person or a model writes it. */
export const DeckSpec = z.object({
  title: z.string().trim().min(1).max(200),
  /** BCP 47. */
  language: z.string().min(2).max(35).default('en'),
  theme: z.enum(Object.keys(themes) as [ThemeKey, ...ThemeKey[]]).default('slate'),
  slides: z.array(SlideSpec).min(1).max(300),
})
export interface DeckSpec {
  title: string
  language: string
  theme: ThemeKey
  slides: SlideSpec[]
}

/** Checks a deck. Throws a `ZodError` that names each place which is wrong. */
export const parseDeckSpec = (value: unknown): DeckSpec => DeckSpec.parse(value) as DeckSpec
