import type { Part, PartList } from './parts.ts'

/**
 * What makes PowerPoint offer a repair although schemas are content; taken from reports of people.
 * Gives one line for each problem, with the part it is in.
 */
export function lintParts(list: PartList): string[] {
  return [
    ...lintPackage(list),
    ...list.parts.flatMap((part) =>
      typeof part.data === 'string' ? lintXml(part, part.data) : [],
    ),
  ]
}

function lintPackage({ parts, root }: PartList): string[] {
  const problems: string[] = []
  const paths = new Set(parts.map(({ path }) => `/${path}`))
  if (paths.size < parts.length) problems.push('two parts have one name')
  const reached = new Set<string>()
  for (const part of [root, ...parts]) {
    for (const { target, isExternal } of part.relations) {
      if (isExternal) continue
      reached.add(target)
      if (!paths.has(target)) problems.push(`${part.path} refers to ${target}, which is not there`)
    }
  }
  for (const { path, data } of parts) {
    if (!reached.has(`/${path}`)) problems.push(`nothing refers to ${path}`)
    if (data.length === 0) problems.push(`${path} is empty`)
  }
  const masters = parts.filter(({ path }) => /Masters\//.test(path))
  const themes = masters.flatMap(({ relations }) =>
    relations.filter(({ type }) => type.endsWith('/theme')).map(({ target }) => target),
  )
  if (themes.length !== masters.length || new Set(themes).size < themes.length)
    problems.push('two masters share a theme, or one has none')
  for (const part of parts) {
    if (
      part.path.startsWith('ppt/notesSlides/') &&
      !part.relations.some(({ type }) => type.endsWith('/notesMaster'))
    )
      problems.push(`${part.path} has no notes master`)
  }
  return problems
}

const illegal =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
const legalLayouts = new Set([
  'title',
  'obj',
  'secHead',
  'twoObj',
  'twoTxTwoObj',
  'titleOnly',
  'blank',
  'objTx',
  'picTx',
])
const orders: Record<string, string[]> = {
  'ppt/presentation.xml': [
    '<p:sldMasterIdLst',
    '<p:notesMasterIdLst',
    '<p:sldIdLst',
    '<p:sldSz',
    '<p:notesSz',
    '<p:defaultTextStyle',
  ],
  'ppt/slideMasters/slideMaster1.xml': ['<p:cSld', '<p:clrMap', '<p:sldLayoutIdLst', '<p:txStyles'],
}

function lintXml(part: Part, xml: string): string[] {
  const problems: string[] = []
  const tell = (isWrong: boolean, what: string) => isWrong && problems.push(`${part.path}: ${what}`)
  const values = (pattern: RegExp) => [...xml.matchAll(pattern)].map((match) => match[1]!)
  tell(illegal.test(xml), 'holds a character that XML cannot')
  tell(
    /="(?:-?Infinity|NaN|undefined|null)"|<c:v>(?:-?Infinity|NaN)</.test(xml),
    'holds something that is no number',
  )
  const ids = values(/<p:cNvPr id="(\d+)"/g)
  tell(new Set(ids).size < ids.length, 'two objects have one id')
  tell(
    values(/<a:srgbClr val="([^"]*)"/g).some((value) => !/^[0-9A-F]{6}$/.test(value)),
    'a colour is not of six digits',
  )
  tell(
    values(/<a:spcPct val="(\d+)"/g).some((value) => Number(value) < 100_000),
    'lines are closer than their letters',
  )
  tell(
    /<(p|a):txBody>(?:(?!<\/\1:txBody>)[^])*?(?<!<\/a:p>|<a:p\/>)<\/\1:txBody>/.test(xml),
    'a text does not end with a paragraph',
  )
  tell(
    /<a:tc>(?:(?!<\/a:tc>)[^])*?(?<!<\/a:tcPr>|<a:tcPr\/>)<\/a:tc>/.test(xml),
    'a cell has no properties',
  )
  tell(/<a:ext c[xy]="-|cy="-/.test(xml), 'an object has less than no size')
  const known = new Set(part.relations.map((_, index) => `rId${index + 1}`))
  tell(
    values(/ r:(?:id|embed)="([^"]*)"/g).some((id) => !known.has(id)),
    'names a relation that is not there',
  )
  const layout = /<p:sldLayout [^>]*? type="(\w+)"/.exec(xml)
  tell(layout !== null && !legalLayouts.has(layout[1]!), 'is of a type of layout that there is not')
  const masters = values(/<p:sld(?:Master|Layout)Id id="(\d+)"/g)
  tell(
    new Set(masters).size < masters.length || masters.some((id) => Number(id) < 2_147_483_648),
    'ids of masters or layouts are not as they must be',
  )
  for (const chart of values(/<c:((?:bar|line|area|scatter)Chart)>/g)) {
    const body = xml.slice(xml.indexOf(`<c:${chart}>`), xml.indexOf(`</c:${chart}>`))
    tell((body.match(/<c:axId /g) ?? []).length !== 2, 'a chart does not have two axes')
  }
  const order = (orders[part.path] ?? []).map((tag) => xml.indexOf(tag)).filter((at) => at >= 0)
  tell(
    order.some((at, index) => index > 0 && at < order[index - 1]!),
    'its parts are in the wrong order',
  )
  return problems
}
