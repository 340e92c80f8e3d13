import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'

describe('the pages of the server itself', () => {
  let test: TestApp

  before(async () => {
    test = await createTestApp({
      hasWorker: false,
      environment: { PUBLIC_URL: 'https://g.example/' },
    })
  })
  after(() => test?.close())

  const get = async (path: string) => {
    const response = await test.app.fetch(new Request(`http://localhost:3000${path}`))
    return { response, text: await response.text() }
  }

  for (const path of ['/', '/docs']) {
    it(`${path} loads nothing from elsewhere and has nothing inline`, async () => {
      const { response, text } = await get(path)
      assert.equal(response.status, 200)
      const policy = response.headers.get('content-security-policy')!
      assert.match(policy, /default-src 'none'/)
      assert.doesNotMatch(policy, /unsafe|https?:|\*/)
      assert.doesNotMatch(text, /<script(?![^>]*\ssrc="\/)|<style|\sstyle=|\son\w+=/)
      const loaded = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1]!)
      const foreign = loaded.filter((address) => !/^(\/|#|data:image\/)/.test(address))
      assert.deepEqual(foreign, [])
    })
  }

  it('names the address it is reached by, and serves what it links to', async () => {
    const { text } = await get('/')
    assert.match(text, /https:\/\/g\.example\/mcp/)
    const links = new Set([...text.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map((match) => match[1]!))
    for (const link of links) assert.equal((await get(link)).response.status, 200, link)
  })

  it('has a place for every operation and every type that is linked', async () => {
    const { text } = await get('/docs')
    const ids = new Set([...text.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]!))
    const { paths } = JSON.parse((await get('/openapi.json')).text) as {
      paths: Record<string, Record<string, { operationId: string }>>
    }
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
    for (const { operationId } of operations) assert.ok(ids.has(operationId), operationId)
    for (const [, target] of text.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.has(target!), target)
  })
})
