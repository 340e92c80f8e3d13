import { setLocale } from '@chenglou/pretext'
import type { FontLibrary, FontRequest } from './font-library.ts'
import { measureEms } from './measure.ts'

/**
 * The line breaker asks its surroundings two things: which browser this is, and how wide a text is
 * on a canvas. Both get our answer, on servers and in browsers alike, so that lines break the same
 * everywhere: Chromium's rules, HarfBuzz's widths.
 *
 * It asks while it prepares, synchronously: the globals are ours only that long. It keeps the
 * canvas, so whoever uses the same copy of the package for text of a page should have another copy.
 */
export function withBrowserRules<Result>(language: string, prepare: () => Result): Result {
  const saved = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))
  for (const name of names) {
    Object.defineProperty(globalThis, name, {
      value: ours[name],
      configurable: true,
      writable: true,
    })
  }
  try {
    if (language !== current) {
      setLocale(language)
      current = language
    }
    return prepare()
  } finally {
    for (const [index, name] of names.entries()) {
      const descriptor = saved[index]
      if (descriptor) Object.defineProperty(globalThis, name, descriptor)
      else delete (globalThis as Record<string, unknown>)[name]
    }
  }
}

let current: string | undefined

/** Text is prepared at this size and laid out at any: breaking is proportional. In pixels. */
export const preparedSize = 16

const names = ['navigator', 'OffscreenCanvas'] as const

/** A canvas's `measureText`, and the settings by which the breaker finds out about kerning. */
class MeasuringContext {
  font = ''
  fontKerning = 'auto'
  letterSpacing = '0px'

  measureText(text: string) {
    const [, size = '16', name = ''] = /([\d.]+)px "?([^",]+)/.exec(this.font) ?? []
    const font = measurable.get(name)
    const hasKerning = this.fontKerning !== 'none'
    // Browsers draw this one with the glyph of the space, and the breaker relies on it.
    const shown = text.replaceAll('\u2028', ' ')
    const ems = font ? measureEms(font.fonts, shown, font.request, hasKerning) : 0
    return { width: ems * Number(size), actualBoundingBoxLeft: 0, actualBoundingBoxRight: 0 }
  }
}

const ours = {
  navigator: { userAgent: 'AppleWebKit/537.36 Chrome/140 Safari/537.36', language: 'en' },
  OffscreenCanvas: class {
    getContext() {
      return new MeasuringContext()
    }
  },
}

const measurable = new Map<string, { fonts: FontLibrary; request: FontRequest }>()
const measurableNames = new WeakMap<FontLibrary, Map<string, string>>()

/** A name that the line breaker can ask widths by; new when the library has changed. */
export function measurableFont(fonts: FontLibrary, request: FontRequest): string {
  const known = measurableNames.get(fonts) ?? new Map<string, string>()
  measurableNames.set(fonts, known)
  const key = `${fonts.version}/${request.weight}/${request.italic}/${request.families.join()}`
  let name = known.get(key)
  if (!name) {
    name = `scene${measurable.size}`
    known.set(key, name)
    measurable.set(name, { fonts, request })
  }
  return name
}
