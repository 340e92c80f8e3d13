import { createHash } from 'node:crypto'
import { escapeXml, S3Refusal, xmlAnswer } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Bucket, FakeObject } from './bucket.ts'
import type { S3Request } from './request.ts'

/** Does what a request asks. Throws `S3Refusal`. */
export function answerTo(request: S3Request, bucket: Bucket): Answer {
  const { method, key, query } = request
  if (key === '') return answerForBucket(request, bucket)
  const uploadId = query.get('uploadId')
  if (method === 'GET' || method === 'HEAD') return getObject(request, bucket.get(key))
  if (method === 'PUT')
    return uploadId === null ? putObject(request, bucket) : putPart(request, bucket)
  if (method === 'POST' && query.has('uploads')) return createUpload(request, bucket)
  if (method === 'POST' && uploadId !== null) return completeUpload(request, bucket, uploadId)
  if (method === 'DELETE' && uploadId !== null) bucket.abortUpload(key, uploadId)
  else if (method === 'DELETE') bucket.objects.delete(key)
  else throw new S3Refusal(405, 'MethodNotAllowed')
  return { status: 204, headers: {} }
}

function answerForBucket(request: S3Request, bucket: Bucket): Answer {
  const { method, query } = request
  if (method === 'GET' && query.get('list-type') === '2') return list(query, bucket)
  if (method === 'POST' && query.has('delete')) return deleteMany(request, bucket)
  throw new S3Refusal(501, 'NotImplemented')
}

function getObject({ headers, query }: S3Request, object: FakeObject): Answer {
  const { body, contentType, etag, metadata, modifiedAt } = object
  const described: Record<string, string> = {
    ...metadata,
    'content-type': contentType,
    etag: `"${etag}"`,
    'last-modified': modifiedAt.toUTCString(),
    'accept-ranges': 'bytes',
  }
  const disposition = query.get('response-content-disposition')
  if (disposition !== null) described['content-disposition'] = disposition
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '')
  if (!match) return { status: 200, headers: described, body }

  const [, from = '', to = ''] = match
  const start = from === '' ? Math.max(0, body.length - Number(to)) : Number(from)
  const end = from === '' || to === '' ? body.length - 1 : Math.min(Number(to), body.length - 1)
  if (start >= body.length) {
    throw new S3Refusal(416, 'InvalidRange', { 'content-range': `bytes */${body.length}` })
  }
  described['content-range'] = `bytes ${start}-${end}/${body.length}`
  return { status: 206, headers: described, body: body.subarray(start, end + 1) }
}

function putObject({ key, body, headers }: S3Request, bucket: Bucket): Answer {
  const { etag } = bucket.put(key, body, describe(headers))
  return { status: 200, headers: { etag: `"${etag}"` } }
}

function createUpload({ key, headers }: S3Request, bucket: Bucket): Answer {
  const uploadId = bucket.createUpload(key, describe(headers))
  return xmlAnswer(
    'InitiateMultipartUploadResult',
    `<Bucket>${bucket.name}</Bucket><Key>${escapeXml(key)}</Key><UploadId>${uploadId}</UploadId>`,
  )
}

function putPart({ key, query, body }: S3Request, bucket: Bucket): Answer {
  const number = Number(query.get('partNumber'))
  const etag = bucket.putPart(key, query.get('uploadId')!, number, body)
  return { status: 200, headers: { etag: `"${etag}"` } }
}

function completeUpload({ key, body }: S3Request, bucket: Bucket, uploadId: string): Answer {
  const parts = body.toString().matchAll(/<Part>(.*?)<\/Part>/gs)
  const listed = Array.from(parts, ([, part]) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part!)?.[1]),
    etag: (/<ETag>([^<]*)</.exec(part!)?.[1] ?? '').replace(/&quot;|&#34;|"/g, ''),
  }))
  const object = bucket.completeUpload(key, uploadId, listed)
  const etag = escapeXml(`"${object.etag}"`)
  return xmlAnswer(
    'CompleteMultipartUploadResult',
    `<Key>${escapeXml(key)}</Key><ETag>${etag}</ETag>`,
  )
}

function list(query: URLSearchParams, bucket: Bucket): Answer {
  const prefix = query.get('prefix') ?? ''
  const most = Math.min(Number(query.get('max-keys') ?? 1000), 1000)
  const token = query.get('continuation-token')
  const after = Buffer.from(token ?? '', 'base64url')
  const keys = [...bucket.objects.keys()]
    .filter((key) => key.startsWith(prefix) && Buffer.from(key).compare(after) > 0)
    .toSorted((one, other) => Buffer.from(one).compare(Buffer.from(other)))
  const page = keys.slice(0, most)
  const isTruncated = keys.length > page.length
  const next = Buffer.from(page.at(-1) ?? '').toString('base64url')
  const contents = page.map((key) => {
    const { body, etag, modifiedAt } = bucket.get(key)
    const quoted = escapeXml(`"${etag}"`)
    return `<Contents><Key>${escapeXml(key)}</Key><LastModified>${modifiedAt.toISOString()}</LastModified><ETag>${quoted}</ETag><Size>${body.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`
  })
  const continuation = isTruncated ? `<NextContinuationToken>${next}</NextContinuationToken>` : ''
  const head = `<Name>${bucket.name}</Name><Prefix>${escapeXml(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${most}</MaxKeys><IsTruncated>${isTruncated}</IsTruncated>`
  return xmlAnswer('ListBucketResult', head + continuation + contents.join(''))
}

function deleteMany({ body, headers }: S3Request, bucket: Bucket): Answer {
  const expected = createHash('md5').update(body).digest('base64')
  if (headers['content-md5'] === undefined) throw new S3Refusal(400, 'MissingContentMD5')
  if (headers['content-md5'] !== expected) throw new S3Refusal(400, 'BadDigest')
  const keys = Array.from(body.toString().matchAll(/<Key>(.*?)<\/Key>/gs), ([, key]) => key!)
  for (const key of keys) bucket.objects.delete(key)
  return xmlAnswer(
    'DeleteResult',
    keys.map((key) => `<Deleted><Key>${key}</Key></Deleted>`).join(''),
  )
}

function describe(headers: Record<string, string>) {
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith('x-amz-meta-'))
  const contentType = headers['content-type'] ?? 'binary/octet-stream'
  return { contentType, metadata: Object.fromEntries(metadata) }
}
