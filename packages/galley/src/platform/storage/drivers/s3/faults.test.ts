import assert from 'node:assert/strict'
import { request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { after, before, describe, it } from 'node:test'
import { startFakeS3 } from '../../../../../fakes/s3/index.ts'
import type { FakeS3 } from '../../../../../fakes/s3/index.ts'
import type { Storage } from '../../contract.ts'
import {
  bytesOf,
  readAll,
  sha256Hex,
  stallingAfter,
  streamInPieces,
  textOf,
} from '../../suite/material.ts'
import { createS3Storage } from '../s3.ts'
import type { S3ClientOptions } from './client.ts'

describe('the S3 driver when the store misbehaves', () => {
  let s3: FakeS3
  let storage: Storage
  const large = bytesOf(18 * 1024 * 1024)
  const open = (options: S3ClientOptions = {}, settings = {}) =>
    createS3Storage({ kind: 's3', ...s3.settings, ...settings }, { retryDelayMs: 5, ...options })
  const requestsDuring = async (work: () => Promise<unknown>) => {
    const before = s3.requests.length
    await work().catch(() => {})
    return s3.requests.slice(before)
  }

  before(async () => {
    s3 = await startFakeS3()
    storage = open()
    await storage.put('ws/there', bytesOf(400_000))
  })
  after(async () => s3.close())

  it('tries again after refusals for now and broken connections', async () => {
    for (const fault of [
      { kind: 'status', status: 500, code: 'InternalError' },
      { kind: 'status', status: 429, code: 'TooManyRequests' },
      { kind: 'disconnect' },
      { kind: 'dropAnswer' },
    ] as const) {
      s3.misbehave({ fault, times: 2 })
      await storage.put('ws/again', textOf(fault.kind))
      s3.misbehave({ fault, times: 2 })
      const { body } = await storage.get('ws/again')
      assert.equal((await readAll(body)).toString(), fault.kind)
    }
  })

  it('takes Retry-After over its own pause', async () => {
    const fault = { kind: 'status', status: 503, code: 'SlowDown', retryAfterSeconds: 0 } as const
    s3.misbehave({ fault, times: 3 })
    const patient = open({ retryDelayMs: 3_600_000 }) // this test ends only if it is not used
    assert.ok(await patient.head('ws/there'))
  })

  it('gives up in the end, and says what to do', async () => {
    s3.misbehave({ fault: { kind: 'status', status: 503, code: 'SlowDown' }, times: 3 })
    await assert.rejects(open({ retries: 2 }).put('ws/busy', textOf('x')), {
      name: 'UnavailableError',
      code: 'store_failed',
      message:
        /galley-test at 127.0.0.1:\d+ failed to put ws\/busy: SlowDown \(503\) \(after 3 attempts\)/,
    })
    assert.equal(await storage.head('ws/busy'), null)
  })

  it('does not repeat what was refused for good, and never tells the secret', async () => {
    const wrong = open({}, { secretAccessKey: 'quite-another-secret' })
    const put = () => wrong.put('ws/refused', textOf('x'))
    assert.equal((await requestsDuring(put)).length, 1)
    const error = await put().catch((reason: Error) => reason)
    assert.match(String(error), /refused to put ws\/refused: SignatureDoesNotMatch \(403\)/)
    assert.match(String(error), /Check the secret access key/)
    assert.doesNotMatch(
      JSON.stringify(error) + String((error as Error).stack),
      /quite-another-secret/,
    )
    const elsewhere = open({}, { bucket: 'no-such-bucket' })
    const code = 'store_refused'
    await assert.rejects(elsewhere.get('ws/a'), {
      code,
      message: /no-such-bucket.*NoSuchBucket \(404\)/,
    })
    await assert.rejects(elsewhere.delete('ws/a'), { code })
    await assert.rejects(elsewhere.list(''), { code })
    const nobody = open({ retries: 1 }, { endpoint: 'http://127.0.0.1:9' })
    await assert.rejects(nobody.head('ws/a'), { code: 'store_failed' })
  })

  it('does not wait for ever, nor longer than its caller', async () => {
    const impatient = open({ timeoutMs: 60, retries: 1 })
    s3.misbehave({ fault: { kind: 'hang' }, times: 2 })
    await assert.rejects(impatient.head('ws/there'), {
      code: 'store_failed',
      message: /silent for 60 ms/,
    })
    s3.misbehave({ fault: { kind: 'hang' } })
    assert.ok(await impatient.head('ws/there'), 'the second attempt is answered')
    s3.misbehave({ fault: { kind: 'hang' } })
    const signal = AbortSignal.timeout(50)
    await assert.rejects(storage.get('ws/there', { signal }), { name: 'CancelledError' })
    const slow = open({ retryDelayMs: 60_000 })
    s3.misbehave({ fault: { kind: 'disconnect' } })
    const pausing = slow.put('ws/a', textOf('x'), { signal: AbortSignal.timeout(50) })
    await assert.rejects(pausing, { name: 'CancelledError' })
  })

  it('reports a body that is cut or falls silent, and where to go on', async () => {
    const isGet = ({ method }: { method: string }) => method === 'GET'
    for (const kind of ['cutBody', 'slowBody'] as const) {
      s3.misbehave({ fault: { kind, afterBytes: 1000 }, match: isGet })
      const { body } = await open({ timeoutMs: 100 }).get('ws/there', { range: { start: 500 } })
      await assert.rejects(readAll(body), {
        name: 'UnavailableError',
        code: 'store_broke_off',
        message: /ws\/there.*from byte 1500/,
      })
    }
    s3.misbehave({ fault: { kind: 'cutBody', afterBytes: 30 }, match: isGet })
    assert.equal((await storage.list('ws/there')).objects.length, 1, 'a cut listing is read again')
  })

  it('repeats single parts of a large upload', async () => {
    const isPart = ({ url }: { url: string }) => url.includes('partNumber=2')
    s3.misbehave({ fault: { kind: 'status', status: 500, code: 'InternalError' }, match: isPart })
    s3.misbehave({ fault: { kind: 'disconnect' }, match: isPart })
    const requests = await requestsDuring(() => storage.put('ws/parts', streamInPieces(large)))
    assert.equal(requests.filter((line) => line.includes('partNumber=2')).length, 3)
    assert.equal(requests.filter((line) => line.includes('partNumber=1')).length, 1)
    assert.equal(sha256Hex(s3.bucket.objects.get('ws/parts')!.body), sha256Hex(large))
  })

  it('leaves no parts behind when a large upload fails', async () => {
    const isPart = ({ url }: { url: string }) => url.includes('partNumber=1')
    s3.misbehave({ fault: { kind: 'status', status: 403, code: 'AccessDenied' }, match: isPart })
    const failed = storage.put('ws/failed', streamInPieces(large))
    await assert.rejects(failed, { code: 'store_refused', message: /AccessDenied/ })
    assert.equal(s3.bucket.uploads.size, 0)
    assert.equal(s3.bucket.objects.has('ws/failed'), false)
  })

  it('does not wait for a silent source once the upload has failed', async () => {
    const isPart = ({ url }: { url: string }) => url.includes('partNumber=1')
    s3.misbehave({ fault: { kind: 'status', status: 403, code: 'AccessDenied' }, match: isPart })
    const { stream, wasCancelled } = stallingAfter(large, () => {})
    await assert.rejects(storage.put('ws/failed', stream), { code: 'store_refused' })
    assert.ok(wasCancelled())
    assert.equal(s3.bucket.uploads.size, 0)
  })

  it('does not rely on the store to verify hashes', async (t) => {
    const trusting = await startFakeS3({ verifiesPayload: false })
    t.after(trusting.close)
    const store = createS3Storage({ kind: 's3', ...trusting.settings })
    const promise = { contentLength: large.length, checksum: sha256Hex(textOf('other')) }
    // The store has time to take the last byte before the source says that it was the last.
    const lingering = streamInPieces(large).pipeThrough(
      new TransformStream({ flush: async () => void (await setTimeout(100)) }),
    )
    const put = store.put('ws/wrong', lingering, promise)
    await assert.rejects(put, { code: 'checksum_mismatch' })
    assert.equal(trusting.bucket.objects.size, 0)
  })

  it('knows its own completed upload when the answer was lost', async () => {
    const isComplete = ({ method, url }: { method: string; url: string }) =>
      method === 'POST' && url.includes('uploadId=')
    s3.misbehave({ fault: { kind: 'dropAnswer' }, match: isComplete })
    const put = await storage.put('ws/lost-answer', streamInPieces(large))
    assert.equal(put.etag, (await storage.head('ws/lost-answer'))!.etag)
    assert.equal(put.sha256, sha256Hex(large))
  })

  it('sends a known length as one request, and large bytes in parts', async () => {
    const contentLength = large.length
    const one = await requestsDuring(() =>
      storage.put('ws/one', streamInPieces(large), { contentLength }),
    )
    assert.deepEqual(one, ['PUT /galley-test/ws/one'])
    const bytes = new Uint8Array(65 * 1024 * 1024)
    const many = await requestsDuring(() => storage.put('ws/many', bytes))
    assert.equal(many.length, 1 + 9 + 1)
    assert.equal((await storage.head('ws/many'))?.sha256, sha256Hex(bytes))
    await storage.delete(['ws/one', 'ws/many'])
  })

  it('speaks virtual-host style', async () => {
    const endpoint = s3.settings.endpoint.replace('127.0.0.1', 'localhost')
    const virtual = open({ fetch: fetchFromLoopback }, { endpoint, forcePathStyle: false })
    await virtual.put('ws/virtual host', textOf('here'))
    assert.equal((await readAll((await virtual.get('ws/virtual host')).body)).toString(), 'here')
    assert.equal((await virtual.list('ws/virtual')).objects.length, 1)
    const { url } = await virtual.signedUrl('ws/a', { method: 'GET', expiresInSeconds: 60 })
    assert.match(url, /^http:\/\/galley-test\.localhost:\d+\/ws\/a\?/)
  })

  it('signs links for the address that others reach it at, and keeps its own', async () => {
    const publicEndpoint = s3.settings.endpoint.replace('127.0.0.1', 'localhost')
    const asked: string[] = []
    const send = (target: string, init: RequestInit) => {
      asked.push(new URL(target).hostname)
      return fetch(target, init)
    }
    const store = open({ fetch: send }, { publicEndpoint })
    await store.put('ws/public', textOf('here'))
    assert.deepEqual(asked, ['127.0.0.1'])
    const { url } = await store.signedUrl('ws/public', { method: 'GET', expiresInSeconds: 60 })
    assert.ok(url.startsWith(publicEndpoint))
    assert.equal(await (await fetchFromLoopback(url, { method: 'GET' })).text(), 'here')
  })
})

/** Names below `localhost` do not resolve everywhere, and fetch does not let a test set `Host`. */
function fetchFromLoopback(url: string, { method, headers, body }: RequestInit): Promise<Response> {
  const { host, port, pathname, search } = new URL(url)
  const sent = { ...Object.fromEntries(new Headers(headers)), host }
  const target = { host: '127.0.0.1', port, path: pathname + search, method, headers: sent }
  return new Promise((resolve, reject) => {
    const outgoing = request(target, async (incoming) => {
      const received = Buffer.concat(await Array.fromAsync(incoming))
      const answered = incoming.headers as Record<string, string>
      resolve(new Response(received, { status: incoming.statusCode, headers: answered }))
    })
    outgoing.on('error', reject)
    outgoing.end(body as Uint8Array | undefined)
  })
}
