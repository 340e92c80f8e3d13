import { DOMParser } from '@xmldom/xmldom'

export const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion'
export const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol'
export const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata'
export const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#'

/** What is wrong with a message, for the log; people see a code. */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused'
}

/** Far more than honest messages have, and little enough to be walked in a moment. */
const MOST_TAGS = 20_000
const MOST_ATTRIBUTES = 4000
const DEEPEST = 60

/**
 * Parses XML from outside, more strictly than XML asks: no document type and so no entities, nothing
 * that two readers might see differently, bounded width and depth. This is the parser that the
 * signatures are checked with, so that what was checked and what is read are the same.
 *
 * @throws XmlRefused
 */
export function openXml(text: string, options: { hasComments?: boolean } = {}): Element {
  const body = text.replace(/^\s*<\?xml\s[^<>?]*\?>/, '')
  const plain = options.hasComments ? body.replace(/<!--[^]*?-->/g, '') : body
  // No document type, comment, CDATA section or processing instruction: each has once made a reader
  // see another text than the one that was signed.
  if (/<[!?]/.test(plain)) throw new XmlRefused('it has markup beside elements')
  // oxlint-disable-next-line no-control-regex -- these are what must not be in it
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(plain)) {
    throw new XmlRefused('it has control characters')
  }
  if (countOf(plain, /</g) > MOST_TAGS) throw new XmlRefused('it has too many elements')
  if (countOf(plain, /=\s*["']/g) > MOST_ATTRIBUTES) {
    throw new XmlRefused('it has too many attributes')
  }
  const problems: string[] = []
  const note = (message: string) => void problems.push(message)
  const errorHandler = { warning: note, error: note, fatalError: note }
  let root: Element | null
  try {
    // Above all, nothing is repaired: a document that needs it is none.
    const document = new DOMParser({ errorHandler }).parseFromString(plain, 'text/xml')
    root = document.documentElement
    const others = [...nodesOf(document)].filter((node) => node !== root && node.nodeType === 1)
    if (others.length > 0) note('several root elements')
  } catch {
    throw new XmlRefused('it is not well-formed')
  }
  if (!root || problems.length > 0) throw new XmlRefused('it is not well-formed')
  return root
}

const countOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

/** The DOM's lists are not iterable here. */
function* nodesOf(parent: Node): Generator<Node> {
  for (let node = parent.firstChild; node; node = node.nextSibling) yield node
}

/** Every element below and with `root`. */
export function elementsOf(root: Element): Element[] {
  const found: Element[] = []
  const waiting: [Element, number][] = [[root, 1]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [element, depth] = next
    if (depth > DEEPEST) throw new XmlRefused('it is nested too deeply')
    found.push(element)
    for (const child of childrenOf(element)) waiting.push([child, depth + 1])
  }
  return found
}

/** The child elements, all or those of one name. */
export function childrenOf(parent: Element, namespace?: string, name?: string): Element[] {
  return [...nodesOf(parent)].filter(
    (node): node is Element =>
      node.nodeType === 1 &&
      (namespace === undefined ||
        ((node as Element).namespaceURI === namespace && (node as Element).localName === name)),
  )
}

/** The one child of a name, or null; two are refused. */
export function childOf(parent: Element, namespace: string, name: string): Element | null {
  const found = childrenOf(parent, namespace, name)
  if (found.length > 1) throw new XmlRefused(`it has ${found.length} ${name}`)
  return found[0] ?? null
}

/** The one child of a name. */
export function requiredChild(parent: Element, namespace: string, name: string): Element {
  const found = childOf(parent, namespace, name)
  if (!found) throw new XmlRefused(`it has no ${name}`)
  return found
}

/** The whole text of an element that holds nothing else. */
export function textOf(element: Element): string {
  let text = ''
  for (const node of nodesOf(element)) {
    if (node.nodeType !== 3) throw new XmlRefused(`its ${element.localName} is not plain text`)
    text += node.nodeValue ?? ''
  }
  return text.trim()
}

/** An attribute without a namespace; null when it is not there. */
export const attributeOf = (element: Element, name: string): string | null =>
  element.hasAttribute(name) ? element.getAttribute(name) : null

export function* attributesOf(element: Element): Generator<Attr> {
  for (let index = 0; index < element.attributes.length; index++) {
    yield element.attributes.item(index)!
  }
}
