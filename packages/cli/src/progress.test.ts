import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { Writable } from 'node:stream'
import type { Job } from '@galley/galley/node'
import { createProgress } from './progress.ts'

const startedAt = new Date('2026-01-01T00:00:00Z')
const later = (milliseconds: number) => new Date(startedAt.getTime() + milliseconds)

function jobWith(count: number): Job {
  const steps = Array.from({ length: count }, (_, index) => ({
    key: `chapters.organize/${index}`,
    step: 'chapters.organize@1',
    status: 'succeeded',
    attempts: 1,
    startedAt,
    finishedAt: later(1500),
    usage: null,
    error: null,
  }))
  const usage = { costMicros: 0 }
  const times = { createdAt: startedAt, startedAt, finishedAt: later(3000) }
  return { id: 'job_1', steps, progress: 1, usage, ...times } as unknown as Job
}

function streamOf(window: { isTTY: boolean; columns?: number; rows?: number }) {
  let text = ''
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString()
      done()
    },
  })
  const all = Object.assign(stream, window, { hasColors: () => true, getColorDepth: () => 8 })
  return { stream: all as unknown as NodeJS.WriteStream, read: () => text }
}

test('a pipe gets one line for each step, once', () => {
  const { stream, read } = streamOf({ isTTY: false })
  const progress = createProgress(false, stream)
  progress.show(jobWith(1))
  progress.show(jobWith(2))
  progress.done()
  const lines = read().trim().split('\n')
  assert.equal(lines.length, 2)
  assert.match(lines[0]!, /^chapters\.organize\/0 +1\.5 s$/)
})

test('whoever wants JSON gets nothing', () => {
  const { stream, read } = streamOf({ isTTY: true })
  const progress = createProgress(true, stream)
  progress.say('hello')
  progress.show(jobWith(1))
  progress.done()
  assert.equal(read(), '')
})

for (const [columns, rows] of [
  [20, 5],
  [80, 24],
  [0, 0], // a window that does not know its size
] as const) {
  test(`a window of ${columns} by ${rows} is never left`, () => {
    const { stream, read } = streamOf({ isTTY: true, columns, rows })
    const progress = createProgress(false, stream)
    progress.show(jobWith(40))
    progress.done()
    const lines = stripVTControlCharacters(read()).trimEnd().split('\n')
    assert.ok(lines.length < (rows || 24), `${lines.length} lines`)
    for (const line of lines) assert.ok([...line].length < (columns || 80), line)
  })
}
