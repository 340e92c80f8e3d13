import { GRADIENTS } from './names.ts'
import { refuseSvg } from './refuse-svg.ts'
import type { XmlElement } from './read-xml.ts'

/** `url(#a)`, `url("#a")`: a part of the same image. */
const LOCAL = /url\(\s*(["']?)#([^"'()\s\\<>]+)\1\s*\)/gi

/** The ids that a value refers to. */
export const referencesOf = (value: string) => [...value.matchAll(LOCAL)].map((match) => match[2]!)

/**
 * Refuses a value or style that could load something, run something, or hide that it does.
 *
 * @throws InvalidError `logo_svg_refused`
 */
export function refuseLoading(value: string): void {
  const rest = value.replace(LOCAL, '')
  if (rest.includes('\\')) throw refuseSvg('has an escape in a style')
  if (
    /@|url|src\s*\(|image|element\s*\(|cross-fade|paint\s*\(|expression|behaviou?r|binding|:\/\/|script\s*:/i.test(
      rest,
    )
  ) {
    throw refuseSvg('refers to something outside of itself')
  }
}

/** What a viewer may have to draw, copies counted, and how long a chain of references may be. */
const MOST_DRAWN = 20_000
const LONGEST_CHAIN = 500

/**
 * Refuses an image whose parts refer to each other in a circle, or multiply by it: few bytes that
 * take a viewer for ever.
 *
 * @throws InvalidError `logo_svg_refused`
 */
export function refuseGrowth(root: XmlElement, linksOf: (element: XmlElement) => string[]): void {
  const byId = new Map<string, XmlElement>()
  for (const element of everyElement(root)) {
    const id = element.attributes.get('id')
    if (id !== undefined && !byId.has(id)) byId.set(id, element)
  }
  const sizes = new Map<XmlElement, number>()
  const begun = new Set<XmlElement>()
  const sizeOf = (element: XmlElement, depth: number): number => {
    const known = sizes.get(element)
    if (known !== undefined) return known
    if (begun.has(element)) throw refuseSvg('refers to itself in a circle')
    if (depth > LONGEST_CHAIN) throw refuseSvg('refers from part to part too often')
    begun.add(element)
    let size = 1
    const targets = linksOf(element).flatMap((id) => byId.get(id) ?? [])
    for (const part of [...elementsIn(element), ...targets]) size += sizeOf(part, depth + 1)
    if (size > MOST_DRAWN) throw refuseSvg('repeats its parts too often')
    sizes.set(element, size)
    return size
  }
  sizeOf(root, 0)
}

/** Styles say for whole classes what they refer to, so only to what cannot multiply. */
export function refuseStyleReferences(root: XmlElement, css: string): void {
  const gradients = new Set(
    everyElement(root)
      .filter(({ name }) => GRADIENTS.has(name))
      .map(({ attributes }) => attributes.get('id')),
  )
  if (referencesOf(css).every((id) => gradients.has(id))) return
  throw refuseSvg('has a <style> that refers to more than gradients')
}

const elementsIn = ({ children }: XmlElement) => children.filter((child) => 'name' in child)

const everyElement = (root: XmlElement): XmlElement[] => [
  root,
  ...elementsIn(root).flatMap(everyElement),
]
