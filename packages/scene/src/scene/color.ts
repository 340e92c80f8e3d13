/** Names of a theme's colours, as office programs have them: backgrounds, texts, accents. */
export type ColorToken = 'bg1' | 'tx1' | 'bg2' | 'tx2' | `accent${1 | 2 | 3 | 4 | 5 | 6}` | 'hlink'

/** A colour of a scene is one of its theme's, so that changing the theme changes everything. */
export interface Color {
  token: ColorToken
  /** 0 to 1; 1 when left out. */
  alpha?: number
}

export type Palette = Record<ColorToken, string>

export const color = (token: ColorToken, alpha?: number): Color =>
  alpha === undefined ? { token } : { token, alpha }

/** Contrast of two colours (`RRGGBB`) as WCAG 2 counts it: 1 to 21. */
export function contrast(first: string, second: string): number {
  const [light, dark] = [luminance(first), luminance(second)].toSorted((a, b) => b - a) as [
    number,
    number,
  ]
  return (light + 0.05) / (dark + 0.05)
}

/** How bright a colour (`RRGGBB`) is: 0 to 1. */
export function luminance(hex: string): number {
  const [red, green, blue] = channels(hex).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** A colour laid over another with some opacity. */
export function blend(over: string, under: string, alpha: number): string {
  const below = channels(under)
  return channels(over)
    .map((value, index) => Math.round(value * alpha + below[index]! * (1 - alpha)))
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
}

/** An accent where it is read well as large type on the background; else the text's colour. */
export const readableAccent = (palette: Palette, accent: ColorToken): ColorToken =>
  contrast(palette[accent], palette.bg1) >= 3 ? accent : 'tx1'

/** Of the two text colours, the one that is read better on a colour. */
export const textOn = (palette: Palette, ground: ColorToken): ColorToken =>
  contrast(palette.bg1, palette[ground]) >= contrast(palette.tx1, palette[ground]) ? 'bg1' : 'tx1'

const channels = (hex: string) => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
