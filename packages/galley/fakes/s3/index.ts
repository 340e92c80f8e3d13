/**
 * A local S3: the REST protocol of one bucket, on a free loopback port, objects in memory. It is
 * stricter than most stores, so that what works here works there: every request must carry a valid
 * SigV4 signature, bodies must match `x-amz-content-sha256`, uploads need a length, parts must have
 * equal sizes (R2) of 5 MB or more, batch delete needs Content-MD5. Like some stores it ignores
 * `If-None-Match` on puts. `misbehave` makes it fail in the ways networks do.
 *
 * @example
 * const s3 = await startFakeS3()
 * s3.misbehave({ fault: { kind: 'status', status: 503, code: 'SlowDown', retryAfterSeconds: 1 } })
 * const storage = createS3Storage({ kind: 's3', ...s3.settings })
 * await s3.close()
 */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FaultList } from './faults.ts'
import type { Misbehaviour } from './faults.ts'
import { readRequest } from './request.ts'
import { errorXml, S3Refusal, sendAnswer } from './answer.ts'
import type { Answer } from './answer.ts'
import { answerTo } from './operations.ts'
import { verifySignature } from './signature.ts'
import { Bucket } from './bucket.ts'

export type { Misbehaviour } from './faults.ts'

export interface FakeS3 {
  /** Spread into an S3 storage configuration. */
  settings: {
    endpoint: string
    region: string
    bucket: string
    accessKeyId: string
    secretAccessKey: string
    forcePathStyle: boolean
  }
  /** What the server holds, to look at and to count unfinished uploads. */
  bucket: Bucket
  /** `METHOD /path?query` of every request so far, refused ones included. */
  requests: string[]
  /** Adds a fault for the next matching requests. */
  misbehave(misbehaviour: Misbehaviour): void
  close(): Promise<void>
}

/** `verifiesPayload: false` makes it believe `x-amz-content-sha256` without looking. */
export async function startFakeS3({
  now = () => new Date(),
  verifiesPayload = true,
} = {}): Promise<FakeS3> {
  const bucket = new Bucket('galley-test')
  const faults = new FaultList()
  const requests: string[] = []
  const credentials = {
    accessKeyId: 'AKIAFAKE',
    secretAccessKey: 'fake/secret+key',
    region: 'eu-fake-1',
  }

  const server = createServer((incoming, outgoing) => {
    requests.push(`${incoming.method} ${incoming.url}`)
    void serve(incoming, outgoing).catch(() => outgoing.destroy())
  })

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse) {
    const fault = faults.take({ method: incoming.method!, url: incoming.url! })
    if (fault?.kind === 'hang') return void incoming.resume()
    if (fault?.kind === 'disconnect') return void outgoing.destroy()
    let answer: Answer
    try {
      const signed = verifySignature(incoming, { ...credentials, now: now() })
      const payloadSha256 = verifiesPayload ? signed.payloadSha256 : null
      const request = await readRequest(incoming, { bucket: bucket.name, payloadSha256 })
      if (fault?.kind === 'status') throw new S3Refusal(fault.status, fault.code)
      answer = answerTo(request, bucket)
      if (fault?.kind === 'dropAnswer') return void outgoing.destroy()
    } catch (error) {
      if (!(error instanceof S3Refusal)) throw error
      const headers: Record<string, string> = {
        'content-type': 'application/xml',
        ...error.headers,
      }
      if (fault?.kind === 'status' && fault.retryAfterSeconds !== undefined) {
        headers['retry-after'] = String(fault.retryAfterSeconds)
      }
      answer = { status: error.status, headers, body: errorXml(error.code) }
      incoming.resume()
    }
    await sendAnswer(outgoing, answer, { isHead: incoming.method === 'HEAD', fault })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    settings: {
      endpoint: `http://127.0.0.1:${port}`,
      bucket: bucket.name,
      forcePathStyle: true,
      ...credentials,
    },
    bucket,
    requests,
    misbehave: (misbehaviour) => faults.add(misbehaviour),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
