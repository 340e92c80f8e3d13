import { z } from 'zod'

/** `#rgb` or `#rrggbb`; kept as `#rrggbb` in lower case. */
export const HexColor = z
  .string()
  .trim()
  .regex(/^#([\da-f]{3}|[\da-f]{6})$/i, 'Give a colour as #rrggbb')
  .transform((text) => {
    const digits = text.slice(1).toLowerCase()
    return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`
  })

/**
 * How bright a colour `#rrggbb` is to the eye, 0 (black) to 1 (white).
 *
 * @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
 */
export function relativeLuminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(color.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/**
 * How well one colour stands out from another: 1 (not at all) to 21 (black on white). Text needs
 * 4.5 (WCAG 2.2, level AA).
 *
 * @example
 * contrastRatio('#000000', '#ffffff') // 21
 */
export function contrastRatio(one: string, other: string): number {
  const [dark, light] = [relativeLuminance(one), relativeLuminance(other)].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

/**
 * The colour of text on a colour: black or white, whichever reads better. One of them always has a
 * contrast of 4.5 or more.
 *
 * @example
 * textColorOn('#2457d6') // '#ffffff'
 */
export function textColorOn(background: string): '#000000' | '#ffffff' {
  const isBlackBetter = contrastRatio('#000000', background) >= contrastRatio('#ffffff', background)
  return isBlackBetter ? '#000000' : '#ffffff'
}
