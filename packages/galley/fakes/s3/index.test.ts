import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { AwsV4Signer } from 'aws4fetch'
import { startFakeS3 } from './index.ts'
import type { FakeS3 } from './index.ts'

let s3: FakeS3
before(async () => {
  s3 = await startFakeS3()
})
after(async () => s3.close())

interface Sent {
  method?: string
  path?: string
  headers?: Record<string, string>
  body?: string
  secretAccessKey?: string
  datetime?: string
  /** Added after signing. */
  unsigned?: Record<string, string>
}

async function send({ path = '/ws/a', unsigned = {}, body, ...request }: Sent) {
  const { endpoint, bucket, ...credentials } = s3.settings
  const url = `${endpoint}/${bucket}${path}`
  const signer = new AwsV4Signer({ ...credentials, ...request, url, service: 's3' })
  const signed = await signer.sign()
  const headers = { ...Object.fromEntries(signed.headers), ...unsigned }
  const response = await fetch(signed.url, { method: signed.method, headers, body })
  const text = await response.text()
  return { status: response.status, code: /<Code>(.*)<\/Code>/.exec(text)?.[1], text }
}

const sha256OfOther = '0'.repeat(64)

it('accepts what is signed, and keeps it', async () => {
  assert.equal((await send({ method: 'PUT', body: 'hello' })).status, 200)
  assert.equal((await send({ method: 'GET' })).text, 'hello')
})

it('refuses what is not, or wrongly, or long ago', async () => {
  const { endpoint, bucket } = s3.settings
  assert.equal((await fetch(`${endpoint}/${bucket}/ws/a`)).status, 403)
  for (const [name, sent, code] of [
    ['wrong secret', { secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
    ['unsigned header', { unsigned: { 'x-amz-meta-a': '1' } }, 'AccessDenied'],
    [
      'changed header',
      { headers: { 'x-amz-meta-a': '1' }, unsigned: { 'x-amz-meta-a': '2' } },
      'SignatureDoesNotMatch',
    ],
    ['old', { datetime: '20200101T000000Z' }, 'RequestTimeTooSkewed'],
    [
      'other body',
      { headers: { 'x-amz-content-sha256': sha256OfOther } },
      'XAmzContentSHA256Mismatch',
    ],
  ] as const) {
    const answer = await send({ method: 'PUT', body: 'x', ...sent })
    assert.equal(answer.code, code, name)
  }
  assert.equal((await send({ method: 'GET' })).text, 'hello', 'nothing was changed')
})

it('is as awkward as some stores', async () => {
  const xml = '<Delete><Object><Key>ws/a</Key></Object></Delete>'
  const batch = await send({ method: 'POST', path: '?delete', body: xml })
  assert.deepEqual([batch.status, batch.code], [400, 'MissingContentMD5'])
  const headers = { 'if-none-match': '*' }
  assert.equal((await send({ method: 'PUT', body: 'again', headers })).status, 200)
})
