import type { PixelSize } from '../../../platform/images/index.ts'
import type { XmlElement } from './read-xml.ts'

/** The size that an SVG asks for in whole pixels: width and height where it has them in pixels. */
export function svgSize({ attributes }: Pick<XmlElement, 'attributes'>): PixelSize | null {
  const asked = [pixels(attributes.get('width')), pixels(attributes.get('height'))]
  const box = (attributes.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const boxed = box.length === 4 && box.every(Number.isFinite) ? box.slice(2) : [0, 0]
  const [width, height] = asked.every((side) => side > 0) ? asked : boxed
  if (!(width! > 0 && height! > 0)) return null
  return { width: Math.max(1, Math.round(width!)), height: Math.max(1, Math.round(height!)) }
}

/** 0 for what is absent or in other units, such as 100 %. */
const pixels = (text = '') => Number(/^(\d+(?:\.\d+)?) ?(?:px)?$/.exec(text.trim())?.[1] ?? 0)
