import type { ImageAsset, Scene } from '../scene/model.ts'
import type { DeckSpec, SlideSpec } from '../spec/deck-spec.ts'
import type { FontLibrary } from '../text/font-library.ts'
import { themes } from '../themes/themes.ts'
import type { Theme } from '../themes/theme.ts'
import { resolveSlide } from './resolve-slide.ts'

/** A deck with everything at its place, ready for any painter. */
export interface Deck {
  title: string
  language: string
  theme: Theme
  scenes: Scene[]
  assets: ReadonlyMap<string, ImageAsset>
  fonts: FontLibrary
}

export interface DeckResources {
  fonts: FontLibrary
  assets?: readonly ImageAsset[]
  /** Instead of the theme that the deck names. */
  theme?: Theme
}

const remembered = new WeakMap<FontLibrary, Map<string, Scene>>()
const rememberedScenes = 500

/**
 * Resolves all slides of a deck. A slide that has not changed is not computed again.
 *
 * @example
 * const deck = resolveDeck(parseDeckSpec(json), { fonts })
 */
export function resolveDeck(
  spec: DeckSpec,
  { fonts, assets = [], theme = themes[spec.theme] }: DeckResources,
): Deck {
  const byId = new Map(assets.map((asset) => [asset.id, asset]))
  const known = remembered.get(fonts) ?? new Map<string, Scene>()
  remembered.set(fonts, known)
  const surroundings = JSON.stringify([
    fonts.version,
    theme,
    spec.language,
    assets.map(({ id, width, height }) => [id, width, height]),
  ])
  const resolve = (slide: SlideSpec, index: number): Scene => {
    const key = `${surroundings}${index}${JSON.stringify(slide)}`
    let scene = known.get(key)
    if (!scene) {
      scene = resolveSlide(
        { fonts, theme, language: spec.language, assets: byId, number: index + 1 },
        slide,
      )
      if (known.size >= rememberedScenes) known.delete(known.keys().next().value!)
      known.set(key, scene)
    }
    return scene
  }
  return {
    title: spec.title,
    language: spec.language,
    theme,
    scenes: spec.slides.map(resolve),
    assets: byId,
    fonts,
  }
}
