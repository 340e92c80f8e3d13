import assert from 'node:assert/strict'
import { before, it } from 'node:test'
import type { StorageSuiteOptions } from '../suite.ts'
import { bytesOf, textOf, useStorage } from './material.ts'

export function signedUrlTests(options: StorageSuiteOptions): void {
  const storage = useStorage(options)
  const anHourAgo = () => new Date(Date.now() - 3_600_000)
  const storageOfThePast = useStorage(options, { now: anHourAgo })
  const bytes = bytesOf(100_000)
  const link = (key = 'ws/clip.mp3') =>
    storage().signedUrl(key, { method: 'GET', expiresInSeconds: 60 })
  const statusOf = async (url: string, init?: RequestInit) => {
    const response = await fetch(url, init)
    await response.arrayBuffer()
    return response.status
  }

  before(async () => {
    await storage().put('ws/clip.mp3', bytes, { contentType: 'audio/mpeg' })
    await storage().put('ws/clip.mp4', textOf('another'))
    await storageOfThePast().put('ws/old', textOf('old'))
  })

  it('lets anyone read, also in part', async () => {
    const { url, method, headers, expiresAt } = await link()
    assert.deepEqual([method, headers], ['GET', {}])
    assert.ok(
      expiresAt.getTime() > Date.now() + 50_000 && expiresAt.getTime() < Date.now() + 70_000,
    )
    const whole = await fetch(url)
    assert.equal(whole.headers.get('content-type'), 'audio/mpeg')
    assert.deepEqual(Buffer.from(await whole.arrayBuffer()), Buffer.from(bytes))
    const part = await fetch(url, { headers: { range: 'bytes=10-19' } })
    assert.equal(part.status, 206)
    assert.equal(part.headers.get('content-range'), 'bytes 10-19/100000')
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), Buffer.from(bytes.subarray(10, 20)))
    const tail = await fetch(url, { headers: { range: 'bytes=-5' } })
    assert.deepEqual(Buffer.from(await tail.arrayBuffer()), Buffer.from(bytes.subarray(-5)))
    assert.equal(await statusOf(url, { headers: { range: 'bytes=100000-' } }), 416)
  })

  it('makes browsers save under a name', async () => {
    const downloadName = 'Été "2026" / 50 %.mp3'
    const options = { method: 'GET', expiresInSeconds: 60, downloadName } as const
    const { url } = await storage().signedUrl('ws/clip.mp3', options)
    const response = await fetch(url)
    await response.arrayBuffer()
    const disposition = response.headers.get('content-disposition')!
    assert.match(disposition, /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''/)
    assert.equal(decodeURIComponent(disposition.split("UTF-8''")[1]!), downloadName)
  })

  it('is good for one key, one method and one time only', async () => {
    const { url } = await link()
    assert.equal(await statusOf(url), 200)
    assert.equal(await statusOf(url.replace('clip.mp3', 'clip.mp4')), 403, 'another key')
    assert.equal(await statusOf(url.replace('ws/clip', 'ws/../ws/clip')), 200, 'same key, folded')
    assert.equal(await statusOf(url, { method: 'PUT', body: 'overwrite' }), 403, 'PUT')
    assert.equal(await statusOf(url, { method: 'DELETE' }), 403, 'DELETE')
    for (const tampered of tamper(url)) assert.equal(await statusOf(tampered), 403, tampered)
    const options = { method: 'GET', expiresInSeconds: 60 } as const
    const expired = await storageOfThePast().signedUrl('ws/old', options)
    assert.equal(await statusOf(expired.url), 403, 'expired')
    const longer = await storageOfThePast().signedUrl('ws/old', {
      ...options,
      expiresInSeconds: 7200,
    })
    assert.equal(await statusOf(longer.url), 200, 'not yet expired')
  })

  it('answers 404 for what is not there', async () => {
    assert.equal(await statusOf((await link('ws/nothing')).url), 404)
  })

  it('refuses lifetimes that no store takes', async () => {
    for (const expiresInSeconds of [0, -1, 1.5, 604_801, Number.NaN]) {
      const url = storage().signedUrl('ws/clip.mp3', { method: 'GET', expiresInSeconds })
      await assert.rejects(url, { code: 'storage_option_invalid' })
    }
  })
}

/** The link with each parameter changed, and with the signature gone. */
function tamper(url: string): string[] {
  const { searchParams } = new URL(url)
  const changed = [...searchParams.keys()].map((name) => {
    const copy = new URL(url)
    const value = searchParams.get(name)!
    copy.searchParams.set(name, `${value.startsWith('1') ? '2' : '1'}${value.slice(1)}`)
    return copy.toString()
  })
  return [
    ...changed.filter((link) => !/Algorithm=1/.test(link)),
    url.replace(/&[^&]*signature=[^&]*/i, ''),
  ]
}
