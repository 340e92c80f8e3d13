import type { S3StorageConfig } from '../config.ts'
import type { GetOptions, ListOptions, PutOptions, SignedUrlOptions } from '../contract.ts'
import type { Storage, StorageBody } from '../contract.ts'
import { discard } from '../body.ts'
import { codes } from '../errors.ts'
import { validateKey, validatePrefix } from '../key.ts'
import { pageLimit, validatePut, validateRange } from '../options.ts'
import { InvalidError, NotFoundError } from '../../error.ts'
import { S3Client } from './s3/client.ts'
import type { S3ClientOptions } from './s3/client.ts'
import { guardContent } from './s3/guard-content.ts'
import { describeObject, readContentRange } from './s3/headers.ts'
import { inParallel } from './s3/parallel.ts'
import { presign } from './s3/presign.ts'
import { putObject } from './s3/put.ts'
import { parseListing } from './s3/xml.ts'

const PARALLEL_DELETES = 8

/**
 * Keeps objects in a bucket of Amazon S3 or of a store that speaks its protocol (R2, MinIO, Google
 * Cloud Storage with HMAC keys). Uses only Web APIs, so it also runs on Workers. It asks for nothing
 * that some of these stores lack: no batch delete, no conditional put, no CRC headers.
 */
export function createS3Storage(config: S3StorageConfig, options: S3ClientOptions = {}): Storage {
  const client = new S3Client(config, options)

  return {
    async put(key: string, body: StorageBody, putOptions: PutOptions = {}) {
      validateKey(key)
      validatePut(putOptions)
      try {
        return await putObject(client, key, body, putOptions)
      } finally {
        discard(body)
      }
    },

    async get(key: string, { range, signal }: GetOptions = {}) {
      return getObject(client, validateKey(key), { range, signal })
    },

    async head(key: string) {
      validateKey(key)
      const { headers, code } = await client.send({ method: 'HEAD', key, expect: ['NoSuchKey'] })
      return code === 'NoSuchKey' ? null : describeObject(key, headers)
    },

    async delete(keys: string | readonly string[]) {
      const all = [keys].flat().map(validateKey)
      await inParallel(all, PARALLEL_DELETES, async (key) => {
        await client.send({ method: 'DELETE', key, expect: ['NoSuchKey'] })
      })
    },

    async list(prefix: string, listOptions: ListOptions = {}) {
      const query: Record<string, string> = {
        'list-type': '2',
        'max-keys': String(pageLimit(listOptions)),
        prefix: validatePrefix(prefix),
      }
      if (listOptions.cursor !== undefined) query['continuation-token'] = listOptions.cursor
      const { text } = await client.send({ method: 'GET', key: '', query })
      return parseListing(text)
    },

    async signedUrl(key: string, signOptions: SignedUrlOptions) {
      return presign(client, validateKey(key), signOptions)
    },
  }
}

async function getObject(client: S3Client, key: string, { range, signal }: GetOptions) {
  if (range) validateRange(range)
  const answer = await client.send({
    method: 'GET',
    key,
    headers: range && { range: `bytes=${range.start ?? 0}-${range.end ?? ''}` },
    expect: ['NoSuchKey', 'InvalidRange'],
    isContent: true,
    signal,
  })
  if (answer.code === 'NoSuchKey') {
    throw new NotFoundError(codes.OBJECT_NOT_FOUND, { key, store: client.store })
  }
  const part = readContentRange(answer.headers)
  if (answer.code === 'InvalidRange') {
    const details = { key, size: part?.size ?? 'fewer', start: range?.start ?? 0 }
    throw new InvalidError(codes.RANGE_NOT_SATISFIABLE, details)
  }
  if (range && part?.start === undefined) {
    discard(answer.content)
    throw client.failure('get', key, { reason: 'it ignored the Range header' })
  }
  const object = describeObject(key, answer.headers, part?.size)
  const sent = { start: part?.start ?? 0, end: part?.end ?? object.size - 1 }
  const body = guardContent(client, answer.content, { key, signal, ...sent })
  return { ...object, body, range: range ? sent : null }
}
