import { createHash } from 'node:crypto'
import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { sampleTalk } from '../../../test/test-app.ts'
import type { Answer, Client, TestApp } from '../../../test/test-app.ts'

interface Caller {
  call: Client['call']
}

/** Polls until an export is over; answers its last state. */
export async function finishExport(
  { call }: Caller,
  { id, at = '/privacy/exports' }: { id: string; at?: string },
): Promise<Answer> {
  for (;;) {
    const answer = await call('GET', `${at}/${id}`)
    if (answer.status !== 200 || answer.json.status !== 'running') return answer
    await setTimeout(30)
  }
}

/** A download as bytes: what `call` answers is text. */
export async function download(
  test: Pick<TestApp, 'app'>,
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const response = await test.app.fetch(
    new Request(`http://localhost:3000/api/v1${path}`, { headers }),
  )
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, bytes }
}

export interface OpenArchive {
  names: string[]
  text(name: string): string
  bytes(name: string): Buffer
  /** The rows of `data/<table>.ndjson`. */
  // Tests look into rows by hand.
  // oxlint-disable-next-line typescript/no-explicit-any
  rows(table: string): any[]
  manifest: {
    version: number
    of: string
    entries: { name: string; bytes: number; sha256: string; rows?: number }[]
  }
}

/** Opens a ZIP of stored entries by its central directory, and checks it against its manifest. */
export function openArchive(bytes: Buffer): OpenArchive {
  const files = new Map<string, Buffer>()
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    assert.equal(bytes.readUInt32LE(at), 0x02014b50)
    const [size, nameLength, extraLength] = [24, 28, 30].map((offset, index) =>
      index === 0 ? bytes.readUInt32LE(at + offset) : bytes.readUInt16LE(at + offset),
    ) as [number, number, number]
    const local = bytes.readUInt32LE(at + 42)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    files.set(name, bytes.subarray(start, start + size))
    at += 46 + nameLength + extraLength
  }
  const read = (name: string) => {
    const found = files.get(name)
    assert.ok(found, `no ${name} in the archive`)
    return found
  }
  const manifest: OpenArchive['manifest'] = JSON.parse(read('manifest.json').toString())
  const listed = manifest.entries.map(({ name }) => name)
  assert.deepEqual([...listed, 'manifest.json'].toSorted(), [...files.keys()].toSorted())
  for (const entry of manifest.entries) {
    const content = read(entry.name)
    assert.equal(content.length, entry.bytes, entry.name)
    const sha256 = createHash('sha256').update(content).digest('hex')
    assert.equal(sha256, entry.sha256, entry.name)
  }
  const text = (name: string) => read(name).toString('utf8')
  return {
    names: [...files.keys()],
    bytes: read,
    text,
    rows: (table) =>
      text(`data/${table}.ndjson`)
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    manifest,
  }
}

/** A source and the article that was generated from it, through the API. */
export async function writeArticle(
  client: Caller & Pick<Client, 'finish'>,
  text: string = sampleTalk,
): Promise<{ sourceId: string; documentId: string }> {
  const source = await client.call('POST', '/sources', { text, kind: 'markdown' })
  assert.equal(source.status, 201, source.text)
  const started = await client.call('POST', '/pipelines/generate_blog', {
    source_ids: [source.json.id],
  })
  assert.equal(started.status, 202, started.text)
  const job = await client.finish(started.json.job_id)
  assert.equal(job.json.status, 'succeeded', job.text)
  return { sourceId: source.json.id, documentId: job.json.output.document_id }
}
