type Node = Record<string, unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/**
 * The document's answers are open, because a later version may answer more; this version may not.
 * Gives a copy in which objects with declared properties allow no others.
 */
export function closeSchemas<T>(document: T): T {
  const parts = new Set<string>()
  findParts(document, parts)
  const closed = close(document, false) as Node
  const schemas = (closed.components as Node | undefined)?.schemas as
    | Record<string, Node>
    | undefined
  // What is one part of several cannot know what the others declare.
  for (const reference of parts) {
    const name = reference.replace('#/components/schemas/', '')
    if (schemas?.[name]) delete schemas[name].unevaluatedProperties
  }
  return closed as T
}

const combining = ['allOf', 'anyOf', 'oneOf'] as const

const hasParts = (node: Node) =>
  Array.isArray(node.allOf) || (isNode(node.properties) && combining.some((key) => node[key]))

function findParts(value: unknown, found: Set<string>): void {
  if (!isNode(value)) return
  if (hasParts(value)) {
    for (const part of combining.flatMap((key) => (value[key] ?? []) as Node[])) {
      if (typeof part.$ref === 'string') found.add(part.$ref)
    }
  }
  for (const item of Object.values(value)) findParts(item, found)
}

function close(value: unknown, isPart: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => close(item, isPart))
  if (!isNode(value)) return value
  const areParts = hasParts(value)
  const copy: Node = Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const isCombining = (combining as readonly string[]).includes(key)
      return [key, close(item, isCombining && (areParts || isPart))]
    }),
  )
  const isObject = (isNode(value.properties) && value.type === 'object') || areParts
  const isStated = 'additionalProperties' in value || 'unevaluatedProperties' in value
  if (isObject && !isStated && !isPart) copy.unevaluatedProperties = false
  return copy
}
