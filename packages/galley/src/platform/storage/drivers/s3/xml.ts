import { XMLParser } from 'fast-xml-parser'
import type { ObjectPage } from '../../contract.ts'
import { unquote } from './headers.ts'

// Entities are decoded here: the parser leaves numeric ones alone and limits their number below
// what one page of quoted ETags needs. Text stays text: a key may look like a number.
const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  processEntities: false,
  trimValues: false,
  isArray: (name) => name === 'Contents',
})

type Tree = { [name: string]: string | Tree | Tree[] | undefined }

/** Reads a ListObjectsV2 answer. */
export function parseListing(xml: string): ObjectPage {
  const result = childOf(parser.parse(xml) as Tree, 'ListBucketResult')
  const contents = (result.Contents ?? []) as Tree[]
  const isTruncated = textOf(result, 'IsTruncated') === 'true'
  return {
    objects: contents.map((entry) => ({
      key: textOf(entry, 'Key'),
      size: Number(textOf(entry, 'Size')),
      etag: unquote(textOf(entry, 'ETag')),
      modifiedAt: new Date(textOf(entry, 'LastModified')),
    })),
    cursor: isTruncated ? textOf(result, 'NextContinuationToken') : null,
  }
}

/** The id in a CreateMultipartUpload answer. */
export function parseUploadId(xml: string): string {
  return textOf(childOf(parser.parse(xml) as Tree, 'InitiateMultipartUploadResult'), 'UploadId')
}

/** The ETag in a CompleteMultipartUpload answer, without quotes. */
export function parseCompletedEtag(xml: string): string {
  return unquote(
    textOf(childOf(parser.parse(xml) as Tree, 'CompleteMultipartUploadResult'), 'ETag'),
  )
}

/** The code in an error answer; `undefined` when it is not one. */
export function parseError(xml: string): string | undefined {
  try {
    return textOf(childOf(parser.parse(xml) as Tree, 'Error'), 'Code') || undefined
  } catch {
    return undefined // a proxy's HTML, for example
  }
}

/** The body of a CompleteMultipartUpload request. */
export function completionOf(etags: readonly string[]): string {
  const parts = etags.map(
    (etag, index) =>
      `<Part><PartNumber>${index + 1}</PartNumber><ETag>&quot;${etag}&quot;</ETag></Part>`,
  )
  return `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
}

function childOf(tree: Tree, name: string): Tree {
  const child = tree[name]
  if (child === '') return {}
  if (typeof child !== 'object') throw new Error(`The store's answer has no <${name}>.`)
  return child as Tree
}

function textOf(tree: Tree, name: string): string {
  const value = tree[name]
  return typeof value === 'string' ? decodeEntities(value) : ''
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? whole
    return String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16))
  })
}
