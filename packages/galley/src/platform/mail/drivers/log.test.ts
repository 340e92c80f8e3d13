import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { newId } from '../../id.ts'
import { silentLogger } from '../../telemetry/contract.ts'
import { createLogMail } from './log.ts'

describe('mail to files', () => {
  const signal = new AbortController().signal
  const message = { to: 'anna@example.org', subject: 'Hello', text: 'https://secret.example/token' }
  let base: string
  before(async () => {
    base = await mkdtemp(join(tmpdir(), 'galley-outbox-'))
  })
  after(() => rm(base, { recursive: true, force: true, maxRetries: 5 }))

  it('is for its owner only, and the log says where it is and nothing of what it says', async () => {
    const folder = join(base, 'a/outbox')
    const lines: object[] = []
    const logger = { ...silentLogger, info: (fields: object) => void lines.push(fields) }
    await createLogMail({ folder, logger }).send(message, { id: 'mail_1', signal })

    const file = join(folder, 'mail_1.txt')
    assert.deepEqual(lines, [{ file }])
    const text = await readFile(file, 'utf8')
    assert.match(
      text,
      /^To: anna@example.org\nSubject: Hello\n\nhttps:\/\/secret.example\/token\n$/,
    )
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    assert.equal((await stat(folder)).mode & 0o777, 0o700)
  })

  it('keeps the newest messages only, also with many at once', async () => {
    const folder = join(base, 'b')
    const mail = createLogMail({ folder, logger: silentLogger, kept: 3 })
    const ids = Array.from({ length: 10 }, () => newId('mail'))
    await Promise.all(ids.map((id) => mail.send(message, { id, signal })))
    await mail.send(message, { id: newId('mail'), signal })
    assert.equal((await readdir(folder)).length, 3)
  })
})
