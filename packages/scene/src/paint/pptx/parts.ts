import { escapeXml } from '../escape-xml.ts'
import type { ZipEntry } from './zip.ts'

export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const officeNamespaces =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
const packageTypes = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/'

interface Relation {
  type: string
  target: string
  isExternal: boolean
}

/** A file of a document, and what it refers to. */
export class Part {
  readonly path: string
  readonly type: string
  data: Uint8Array | string = ''
  readonly relations: Relation[] = []

  constructor(path: string, type: string) {
    this.path = path
    this.type = type
  }

  /** Refers to another part, once; gives the id to name it by. */
  refer(part: Part, type: string): string {
    return this.#add({
      type: type === 'core-properties' ? packageTypes + type : office + type,
      target: `/${part.path}`,
      isExternal: false,
    })
  }

  /** Refers to an address of the web. */
  link(address: string): string {
    return this.#add({ type: `${office}hyperlink`, target: address, isExternal: true })
  }

  #add(relation: Relation): string {
    const known = this.relations.findIndex(
      ({ type, target }) => type === relation.type && target === relation.target,
    )
    return `rId${known >= 0 ? known + 1 : this.relations.push(relation)}`
  }
}

/** All parts of a document, in the order they were made in. */
export class PartList {
  readonly parts: Part[] = []
  readonly root = new Part('', '')

  add(path: string, type: string): Part {
    const part = new Part(path, type)
    this.parts.push(part)
    return part
  }

  /** The files of the package, with the lists that the format asks for. */
  entries(): ZipEntry[] {
    const overrides = this.parts
      .filter(({ path }) => !/\.(png|jpeg|xlsx)$/.test(path))
      .map(({ path, type }) => `<Override PartName="/${path}" ContentType="${type}"/>`)
    const kinds: Record<string, string> = {
      png: 'image/png',
      jpeg: 'image/jpeg',
      xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    }
    const used = Object.entries(kinds).filter(([ending]) =>
      this.parts.some(({ path }) => path.endsWith(`.${ending}`)),
    )
    const defaults = [
      ['rels', 'application/vnd.openxmlformats-package.relationships+xml'],
      ['xml', 'application/xml'],
      ...used,
    ].map(([ending, type]) => `<Default Extension="${ending}" ContentType="${type}"/>`)
    const types = `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${defaults.join('')}${overrides.join('')}</Types>`
    return [
      { path: '[Content_Types].xml', data: types },
      { path: '_rels/.rels', data: relationsXml(this.root) },
      ...this.parts.flatMap((part) => [
        { path: part.path, data: part.data },
        ...(part.relations.length > 0
          ? [{ path: part.path.replace(/([^/]+)$/, '_rels/$1.rels'), data: relationsXml(part) }]
          : []),
      ]),
    ]
  }
}

function relationsXml({ relations }: Part): string {
  const all = relations.map(
    ({ type, target, isExternal }, index) =>
      `<Relationship Id="rId${index + 1}" Type="${type}" Target="${escapeXml(target)}"${isExternal ? ' TargetMode="External"' : ''}/>`,
  )
  return `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`
}
