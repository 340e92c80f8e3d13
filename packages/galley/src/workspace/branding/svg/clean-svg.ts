import type { PixelSize } from '../../../platform/images/index.ts'
import { ATTRIBUTES, DRAWING, NOTES } from './names.ts'
import { readXml } from './read-xml.ts'
import type { XmlElement, XmlNode } from './read-xml.ts'
import { referencesOf, refuseGrowth, refuseLoading, refuseStyleReferences } from './references.ts'
import { refuseSvg } from './refuse-svg.ts'
import { svgSize } from './svg-size.ts'

/**
 * Writes an SVG anew from those of its parts that draw. What could run, load, link or animate is
 * refused with its name, since the image would not look the same without it; what editors note down
 * is left out. Nothing of the bytes themselves is passed on, so no reader can be told another story
 * than this one.
 *
 * @throws InvalidError `logo_svg_refused`
 * @example
 * cleanSvg(bytes) // { bytes, width: 120, height: 40 }
 */
export function cleanSvg(
  bytes: Uint8Array<ArrayBuffer>,
): PixelSize & { bytes: Uint8Array<ArrayBuffer> } {
  const given = readXml(bytes)
  if (given.name !== 'svg') throw refuseSvg('has another root than <svg>')
  const root = cleanElement(given)
  refuseGrowth(root, linksOf)
  for (const css of stylesIn(root)) refuseStyleReferences(root, css)
  const size = svgSize(root)
  if (!size) throw refuseSvg('says no size: it needs a width and height, or a viewBox')
  const text = write(root, ' xmlns="http://www.w3.org/2000/svg"')
  return { bytes: new TextEncoder().encode(text), ...size }
}

function cleanElement({ name, attributes, children }: XmlElement): XmlElement {
  const kept = new Map<string, string>()
  for (const [key, value] of attributes) cleanAttribute(name, key, value, kept)
  return { name, attributes: kept, children: children.flatMap((child) => cleanNode(name, child)) }
}

function cleanNode(parent: string, node: XmlNode): XmlNode[] {
  if ('text' in node) return cleanText(parent, node.text)
  // A prefix is another namespace: an editor's own notes.
  if (node.name.includes(':') || NOTES.has(node.name)) return []
  if (!DRAWING.has(node.name)) throw refuseSvg(`has a <${node.name.slice(0, 40)}>`)
  return [cleanElement(node)]
}

/** Text is drawn in few places only; elsewhere it is the editor's white space. */
function cleanText(parent: string, text: string): XmlNode[] {
  if (parent === 'style') {
    if (text.includes('<')) throw refuseSvg('has markup in a <style>')
    refuseLoading(text)
    return [{ text }]
  }
  return parent === 'text' || parent === 'tspan' ? [{ text }] : []
}

function cleanAttribute(
  element: string,
  name: string,
  value: string,
  kept: Map<string, string>,
): void {
  if (/^on/i.test(name)) throw refuseSvg(`has the handler ${name.slice(0, 40)}`)
  if (/^(.*:)?(href|src)$/i.test(name)) {
    if (!/^#[^\s\\<>"'()]+$/.test(value)) throw refuseSvg('refers to something outside of itself')
    kept.set('href', value)
    return
  }
  if (!ATTRIBUTES.has(name)) return
  if (name !== 'id' && name !== 'class') refuseLoading(value)
  if (name === 'id' && element === 'svg' && kept.has('id')) return
  kept.set(name, value)
}

const linksOf = ({ attributes }: XmlElement): string[] =>
  [...attributes].flatMap(([name, value]) =>
    name === 'href' ? [value.slice(1)] : referencesOf(value),
  )

const stylesIn = (element: XmlElement): string[] =>
  element.children.flatMap((child) => {
    if ('text' in child) return element.name === 'style' ? [child.text] : []
    return stylesIn(child)
  })

function write({ name, attributes, children }: XmlElement, extra = ''): string {
  const pairs = [...attributes].map(([key, value]) => ` ${key}="${escape(value)}"`).join('')
  const inside = children
    .map((child) => ('text' in child ? escape(child.text) : write(child)))
    .join('')
  return inside ? `<${name}${extra}${pairs}>${inside}</${name}>` : `<${name}${extra}${pairs}/>`
}

/** Every control character XML forbids goes too: no reader agrees with another about them. */
const escape = (text: string) =>
  text
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
