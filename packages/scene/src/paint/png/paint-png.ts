import type { Scene } from '../../scene/model.ts'
import type { Deck } from '../../resolve/resolve-deck.ts'
import { paintSvg } from '../svg/paint-svg.ts'

/**
 * A slide as PNG, drawn from its outlines: no font of the machine is looked at, so that it is the
 * same everywhere. `width` is in pixels.
 *
 * @example
 * const png = await paintPng(deck, deck.scenes[0], { width: 480 })
 */
export async function paintPng(
  deck: Deck,
  scene: Scene,
  { width = 960 } = {},
): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js')
  const image = new Resvg(paintSvg(deck, scene), {
    fitTo: { mode: 'width', value: width },
    font: { loadSystemFonts: false },
  })
  return image.render().asPng()
}
