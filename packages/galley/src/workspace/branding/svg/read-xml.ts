import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { refuseSvg } from './refuse-svg.ts'

/** An element or, with `text`, what stands between elements. Attributes are decoded. */
export interface XmlElement {
  name: string
  attributes: ReadonlyMap<string, string>
  children: readonly XmlNode[]
}
export type XmlNode = XmlElement | { text: string }

/** Far more than a logo needs, and read within a moment. */
const MOST_BYTES = 256 * 1024
const MOST_TAGS = 5_000
const MOST_ATTRIBUTES = 20_000

/** Entities are decoded here, and only those that cannot grow. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  allowBooleanAttributes: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: false,
})

/** @throws InvalidError `logo_svg_refused` for what is not well-formed, or could grow when read. */
export function readXml(bytes: Uint8Array<ArrayBuffer>): XmlElement {
  if (bytes.length > MOST_BYTES) throw refuseSvg(`has more than ${MOST_BYTES} bytes`)
  const text = withoutDoctype(decodeUtf8(bytes))
  if (text.split('<').length > MOST_TAGS) throw refuseSvg('has too many elements')
  if (text.split('=').length > MOST_ATTRIBUTES) throw refuseSvg('has too many attributes')
  let tree: unknown
  try {
    const verdict = XMLValidator.validate(text)
    if (verdict !== true) throw new Error(verdict.err.msg)
    tree = parser.parse(text)
  } catch (cause) {
    throw refuseSvg('is not well-formed XML', cause)
  }
  const roots = toNodes(tree, 0).filter((node) => 'name' in node)
  if (roots.length !== 1) throw refuseSvg('is not well-formed XML')
  return roots[0]!
}

function decodeUtf8(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return text
  } catch {
    // As below.
  }
  throw refuseSvg('is not UTF-8 text')
}

/** Old editors name the document type, which does nothing; one with declarations inside does. */
function withoutDoctype(text: string): string {
  const plain = text.replace(/<!DOCTYPE\s+svg\s[^<>[\]]*>/i, '')
  if (/<!(?!--|\[CDATA\[)/.test(plain)) throw refuseSvg('declares a document type with entities')
  return plain
}

const DEEPEST = 100

function toNodes(tree: unknown, depth: number): XmlNode[] {
  if (depth > DEEPEST) throw refuseSvg('is nested too deeply')
  return (tree as Record<string, unknown>[]).flatMap((entry): XmlNode[] => {
    const { ':@': attributes = {}, ...rest } = entry
    const [name, value] = Object.entries(rest)[0] ?? []
    if (name === undefined) return []
    if (name === '#text') return [{ text: decodeEntities(String(value)) }]
    const pairs = Object.entries(attributes as Record<string, string>)
    return [
      {
        name,
        attributes: new Map(pairs.map(([key, one]) => [key.slice(1), decodeEntities(String(one))])),
        children: toNodes(value, depth + 1),
      },
    ]
  })
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function decodeEntities(text: string): string {
  return text.replace(/&([^;&]{0,12};)?/g, (_whole, body: string | undefined) => {
    const name = body?.slice(0, -1) ?? ''
    const number = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name)
    const code = number && Number.parseInt(number[1] ?? number[2]!, number[1] ? 16 : 10)
    if (code && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) {
      return String.fromCodePoint(code)
    }
    const known = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined
    if (known === undefined) throw refuseSvg('has an entity that XML does not know by itself')
    return known
  })
}
