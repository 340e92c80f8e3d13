import { readInstalledFonts } from '../src/node.ts'
import { createFontLibrary } from '../src/index.ts'
import type { FontLibrary, TextRun } from '../src/index.ts'

export const families = ['Inter', 'Noto Sans Arabic', 'Noto Sans Hebrew', 'Noto Sans SC']

let library: Promise<FontLibrary> | undefined

/** One library for all tests of a file: fonts are large. */
export const testFonts = () =>
  (library ??= readInstalledFonts([
    { family: 'Inter', weights: [400, 700], hasItalic: true },
    { family: 'Noto Sans Arabic', weights: [400] },
    { family: 'Noto Sans Hebrew', weights: [400] },
    { family: 'Noto Sans SC', weights: [400] },
  ]).then(createFontLibrary))

export const run = (text: string, style: Partial<TextRun> = {}): TextRun => ({
  text,
  families,
  weight: 400,
  italic: false,
  scale: 1,
  raise: 0,
  tracking: 0,
  ...style,
})
