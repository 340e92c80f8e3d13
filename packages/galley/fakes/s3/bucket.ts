import { createHash, randomUUID } from 'node:crypto'
import { S3Refusal } from './answer.ts'

export interface FakeObject {
  body: Buffer
  contentType: string
  /** `x-amz-meta-*` headers as they came. */
  metadata: Record<string, string>
  /** Without quotes. */
  etag: string
  modifiedAt: Date
}

type Description = Pick<FakeObject, 'contentType' | 'metadata'>

interface Upload {
  key: string
  description: Description
  parts: Map<number, { body: Buffer; etag: string }>
}

const SMALLEST_PART = 5 * 1024 * 1024

/** Objects and unfinished multipart uploads, in memory. */
export class Bucket {
  readonly name: string
  readonly objects = new Map<string, FakeObject>()
  readonly uploads = new Map<string, Upload>()

  constructor(name: string) {
    this.name = name
  }

  put(key: string, body: Buffer, description: Description, etag = md5(body)): FakeObject {
    const object = { ...description, body, etag, modifiedAt: new Date() }
    this.objects.set(key, object)
    return object
  }

  get(key: string): FakeObject {
    const object = this.objects.get(key)
    if (!object) throw new S3Refusal(404, 'NoSuchKey')
    return object
  }

  createUpload(key: string, description: Description): string {
    const uploadId = randomUUID()
    this.uploads.set(uploadId, { key, description, parts: new Map() })
    return uploadId
  }

  putPart(key: string, uploadId: string, number: number, body: Buffer): string {
    const etag = md5(body)
    if (!(number >= 1 && number <= 10_000)) throw new S3Refusal(400, 'InvalidArgument')
    this.#upload(key, uploadId).parts.set(number, { body, etag })
    return etag
  }

  /** `listed` are the parts the client names, which must be the ones it sent, in order. */
  completeUpload(
    key: string,
    uploadId: string,
    listed: { number: number; etag: string }[],
  ): FakeObject {
    const { description, parts } = this.#upload(key, uploadId)
    if (listed.length === 0) throw new S3Refusal(400, 'MalformedXML')
    const isAscending = listed.every(
      ({ number }, at) => at === 0 || number > listed[at - 1]!.number,
    )
    if (!isAscending) throw new S3Refusal(400, 'InvalidPartOrder')
    const bodies = listed.map(({ number, etag }) => {
      const part = parts.get(number)
      if (part?.etag !== etag) throw new S3Refusal(400, 'InvalidPart')
      return part.body
    })
    const allButLast = bodies.slice(0, -1)
    if (allButLast.some((body) => body.length < SMALLEST_PART)) {
      throw new S3Refusal(400, 'EntityTooSmall')
    }
    if (allButLast.some((body) => body.length !== bodies[0]!.length)) {
      throw new S3Refusal(400, 'InvalidPart') // R2's rule
    }
    this.uploads.delete(uploadId)
    const etags = listed.map(({ etag }) => Buffer.from(etag, 'hex'))
    const etag = `${md5(Buffer.concat(etags))}-${listed.length}`
    return this.put(key, Buffer.concat(bodies), description, etag)
  }

  abortUpload(key: string, uploadId: string): void {
    this.#upload(key, uploadId)
    this.uploads.delete(uploadId)
  }

  #upload(key: string, uploadId: string): Upload {
    const upload = this.uploads.get(uploadId)
    if (upload?.key !== key) throw new S3Refusal(404, 'NoSuchUpload')
    return upload
  }
}

export function md5(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex')
}
