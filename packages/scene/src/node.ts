import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { FontFile } from './text/face.ts'
import { fallbackFamilies } from './themes/theme.ts'
import type { Theme } from './themes/theme.ts'

const faceNames: Record<number, string> = {
  100: 'Thin',
  200: 'ExtraLight',
  300: 'Light',
  400: 'Regular',
  500: 'Medium',
  600: 'SemiBold',
  700: 'Bold',
  800: 'ExtraBold',
  900: 'Black',
}

/** Which faces of a family to read. */
export interface InstalledFont {
  /** As in `Noto Sans Arabic`, the package of which is `@expo-google-fonts/noto-sans-arabic`. */
  family: string
  weights: readonly number[]
  hasItalic?: boolean
}

/**
 * Reads whole font files from the installed packages of `@expo-google-fonts`. Throws an error that
 * names the package when it is not installed or has no such face.
 *
 * @example
 * await readInstalledFonts([{ family: 'Inter', weights: [400, 700] }])
 */
export async function readInstalledFonts(fonts: readonly InstalledFont[]): Promise<FontFile[]> {
  const faces = fonts.flatMap(({ family, weights, hasItalic }) =>
    weights.flatMap((weight) =>
      (hasItalic ? [false, true] : [false]).map((italic) => ({ family, weight, italic })),
    ),
  )
  return Promise.all(faces.map(async (face) => ({ ...face, data: await readFace(face) })))
}

const { resolve } = createRequire(import.meta.url)

async function readFace({ family, weight, italic }: Omit<FontFile, 'data'>): Promise<Uint8Array> {
  const package_ = `@expo-google-fonts/${family.toLowerCase().replaceAll(' ', '-')}`
  const folder = `${weight}${faceNames[weight]}${italic ? '_Italic' : ''}`
  const file = `${family.replaceAll(' ', '')}_${folder}.ttf`
  try {
    return await readFile(resolve(`${package_}/${folder}/${file}`))
  } catch (cause) {
    throw new Error(
      `The font "${family}" ${weight}${italic ? ' italic' : ''} is not installed: npm install ${package_}`,
      { cause },
    )
  }
}

/**
 * All fonts that a theme sets text in: its own families, and those for scripts that they lack, as
 * far as they are installed.
 *
 * @example
 * const fonts = await createFontLibrary(await readThemeFonts(themes.slate))
 */
export async function readThemeFonts(theme: Theme): Promise<FontFile[]> {
  const own = new Set([theme.heading.family, theme.body.family])
  const fallbacks = fallbackFamilies.filter((family) => !own.has(family))
  const [mine, others] = await Promise.all([
    readInstalledFonts([...own].map((family) => ({ family, weights: [400, 700] }))),
    Promise.all(
      fallbacks.map((family) =>
        readInstalledFonts([{ family, weights: [400, 700] }]).catch(() => []),
      ),
    ),
  ])
  return [...mine, ...others.flat()]
}
