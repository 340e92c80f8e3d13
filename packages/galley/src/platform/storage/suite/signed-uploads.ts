import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { SignedUrlOptions } from '../contract.ts'
import type { StorageSuiteOptions } from '../suite.ts'
import { bytesOf, readAll, sha256Hex, textOf, useStorage } from './material.ts'

const png = { 'content-type': 'image/png' }

export function signedUploadTests(options: StorageSuiteOptions): void {
  const storage = useStorage(options)
  const anHourAgo = () => new Date(Date.now() - 3_600_000)
  const storageOfThePast = useStorage(options, { now: anHourAgo })
  const link = (key: string, terms: Partial<SignedUrlOptions> = {}) =>
    storage().signedUrl(key, { method: 'PUT', expiresInSeconds: 60, ...terms })
  const upload = async (url: string, body: BodyInit, headers: Record<string, string> = {}) => {
    const response = await fetch(url, { method: 'PUT', body, headers })
    await response.arrayBuffer()
    return response.status
  }

  it('lets anyone upload what was agreed', async () => {
    const body = bytesOf(300_000)
    const sha256 = sha256Hex(body)
    const terms = { contentType: 'image/png', contentLength: body.length, sha256 }
    const { url, method, headers } = await link('ws/agreed.png', terms)
    assert.equal(method, 'PUT')
    assert.equal(await upload(url, body, headers), 200)
    const { body: stored, ...object } = await storage().get('ws/agreed.png')
    assert.deepEqual(await readAll(stored), Buffer.from(body))
    assert.deepEqual([object.contentType, object.sha256], ['image/png', sha256])
  })

  it('takes any content when nothing was agreed', async () => {
    const { url, headers } = await link('ws/free')
    assert.equal(
      await upload(url, textOf('hello'), { ...headers, 'content-type': 'text/plain' }),
      200,
    )
    assert.equal((await storage().head('ws/free'))?.contentType, 'text/plain')
  })

  it('refuses what was not agreed, and stores nothing', async () => {
    const body = bytesOf(1000)
    const sha256 = sha256Hex(body)
    const refused = async (
      name: string,
      url: string,
      bytes: BodyInit,
      headers: Record<string, string>,
    ) => {
      const status = await upload(url, bytes, headers)
      assert.ok(status >= 400 && status < 500, `${name}: ${status}`)
      assert.equal(await storage().head('ws/refused'), null, name)
    }
    const typed = await link('ws/refused', { contentType: 'image/png' })
    await refused('another type', typed.url, body, { 'content-type': 'text/html' })
    await refused('no type', typed.url, body, {})
    const sized = await link('ws/refused', { contentType: 'image/png', contentLength: 1000 })
    await refused('too short', sized.url, body.slice(1), png)
    await refused('too long', sized.url, bytesOf(1001), png)
    const hashed = await link('ws/refused', { sha256 })
    await refused('other bytes', hashed.url, bytesOf(1000, 2), hashed.headers)
    const elsewhere = typed.url.replace('refused', 'moved')
    await refused('another key', elsewhere, body, png)
    assert.equal(await storage().head('ws/moved'), null)
    const terms = { method: 'PUT', expiresInSeconds: 60 } as const
    const expired = await storageOfThePast().signedUrl('ws/refused', terms)
    await refused('expired', expired.url, body, {})
    assert.equal(await storageOfThePast().head('ws/refused'), null)
    assert.equal(await upload(typed.url, body, png), 200, 'the agreed one still works')
  })

  it('does not let an upload link read', async () => {
    await storage().put('ws/secret', textOf('secret'))
    const { url } = await link('ws/secret')
    const response = await fetch(url)
    assert.equal(response.status, 403)
    assert.doesNotMatch(await response.text(), /^secret$/)
  })
}
