/** How text of one role looks in every theme; sizes in points, largest first. */
export interface TextStyle {
  font: 'heading' | 'body'
  bold: boolean
  italic: boolean
  sizes: readonly number[]
  align: 'start' | 'center' | 'end'
  anchor: 'top' | 'middle' | 'bottom'
  /** Multiple of the font's own line height. */
  lineSpacing: number
  /** Before each paragraph but the first, in ems. */
  spaceBefore: number
  /** Room added between characters, in ems. */
  tracking: number
}

const base: TextStyle = {
  font: 'body',
  bold: false,
  italic: false,
  sizes: [22, 20, 18, 17, 16, 15, 14],
  align: 'start',
  anchor: 'top',
  lineSpacing: 1.04,
  spaceBefore: 0.5,
  tracking: 0,
}
const heading: TextStyle = {
  ...base,
  font: 'heading',
  bold: true,
  lineSpacing: 1,
  spaceBefore: 0.2,
}

/** The roles that text can have on a slide. */
export const textStyles = {
  coverTitle: { ...heading, sizes: [60, 54, 48, 44, 40, 36, 32, 28], anchor: 'bottom' },
  coverSubtitle: { ...base, sizes: [24, 22, 20, 18, 16], spaceBefore: 0.3 },
  title: { ...heading, sizes: [36, 34, 32, 30, 28, 26, 24], anchor: 'bottom' },
  body: base,
  columnHeading: { ...heading, sizes: [22, 20, 18, 16], anchor: 'bottom' },
  cardTitle: { ...heading, sizes: [20, 18, 17, 16, 15, 14] },
  cardText: { ...base, sizes: [17, 16, 15, 14, 13, 12], spaceBefore: 0.35 },
  label: { ...base, bold: true, sizes: [14, 13, 12], tracking: 0.06, anchor: 'middle' },
  number: { ...heading, sizes: [72, 66, 60, 54, 48, 44, 40, 36, 32, 28], anchor: 'bottom' },
  quote: {
    ...heading,
    bold: false,
    sizes: [40, 36, 34, 32, 30, 28, 26, 24, 22, 20],
    anchor: 'middle',
  },
  caption: { ...base, sizes: [16, 15, 14, 13, 12] },
  cell: { ...base, sizes: [16, 15, 14, 13, 12, 11], anchor: 'middle', spaceBefore: 0.2 },
  footer: { ...base, sizes: [11, 10], anchor: 'middle' },
} as const satisfies Record<string, TextStyle>

export type TextRole = keyof typeof textStyles

/** A role's style with something about it changed. */
export const styleOf = (role: TextRole, change: Partial<TextStyle> = {}): TextStyle => ({
  ...textStyles[role],
  ...change,
})
