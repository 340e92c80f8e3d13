import type { Palette } from '../scene/color.ts'
import type { Emu } from '../scene/geometry.ts'

/** A family, and those that its missing scripts are set in, best first. */
export interface FontStack {
  family: string
  /** Whether the family has a bold face; else headings stay regular. */
  hasBold: boolean
}

/** What gives decks their look. Colours are `RRGGBB`. */
export interface Theme {
  key: string
  name: string
  palette: Palette
  heading: FontStack
  body: FontStack
  /** What covers and sections stand on. */
  ground: 'bg1' | 'tx1' | 'bg2' | 'accent1' | 'accent2'
  /** How covers and sections are marked. */
  motif: 'bar' | 'corner' | 'band' | 'circle' | 'rule' | 'grid'
  /** How cards and panels look. */
  card: 'filled' | 'outlined' | 'ruled'
  /** Corners of cards. */
  radius: Emu
}

/** Families for scripts that a theme's own do not have. */
export const fallbackFamilies = ['Inter', 'Noto Sans Arabic', 'Noto Sans Hebrew', 'Noto Sans SC']

export const familiesOf = (theme: Theme, font: 'heading' | 'body'): string[] => [
  ...new Set([theme[font].family, theme.body.family, ...fallbackFamilies]),
]
