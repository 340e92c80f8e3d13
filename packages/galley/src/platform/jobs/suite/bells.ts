import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kind, pause, until } from './stage.ts'
import type { Stage } from './stage.ts'

export function bellTests(stage: () => Stage): void {
  test('a bell reaches every listener, until it stops listening', async () => {
    const { wakeUps, newWorkspace } = stage()
    const workspace = newWorkspace()
    for (const wakeUp of wakeUps) {
      const heard: string[] = []
      const listen = (name: string) =>
        wakeUp.listen((hint) => {
          if (hint.workspaceId === workspace || hint.isCancel) heard.push(name)
        })
      const stops = [await listen('first'), await listen('second')]
      await wakeUp.ring({ workspaceId: workspace })
      await until(async () => (heard.length >= 2 ? true : undefined), 'both listeners')
      assert.deepEqual(new Set(heard), new Set(['first', 'second']))
      await wakeUp.ring({ isCancel: true })
      await until(async () => (heard.length >= 4 ? true : undefined), 'the cancel bell')
      for (const stop of stops) await stop()
      const count = heard.length
      await wakeUp.ring({ workspaceId: workspace })
      await pause(50)
      assert.equal(heard.length, count)
    }
  })

  test('lost, doubled and false bells cost a moment, never a job', async () => {
    const { startWorker, enqueue, finished, newWorkspace } = stage()
    const ran: string[] = []
    const noted = kind(async (run) => ran.push(run.job.id))
    const workspace = newWorkspace()
    await startWorker([noted], { wakeUps: [] })
    const deaf = await enqueue(workspace, noted)
    await finished(workspace, deaf)
    const mad = {
      ring: async () => undefined,
      listen: async (handler: (hint: object) => void) => {
        const timer = setInterval(() => [{}, { isCancel: true }, {}].forEach(handler), 5)
        return async () => clearInterval(timer)
      },
    }
    await startWorker([noted], { wakeUps: [mad] })
    const ids = await Promise.all(Array.from({ length: 30 }, () => enqueue(workspace, noted)))
    for (const id of ids) assert.equal((await finished(workspace, id)).status, 'succeeded')
    assert.deepEqual(ran.toSorted(), [deaf, ...ids].toSorted())
  })

  test('events are numbered without a gap, and tell each job as a story', async () => {
    const { db, startWorker, enqueue, finished, newWorkspace, events } = stage()
    const story = kind(async (run) => {
      await run.map('part', [1, 2, 3], async (n) => n)
    })
    const workspace = newWorkspace()
    await Promise.all([startWorker([story]), startWorker([story])])
    const ids = await Promise.all(Array.from({ length: 20 }, () => enqueue(workspace, story)))
    for (const id of ids) await finished(workspace, id)
    const { rows } = await db.system.$client.query<{ seq: number; actor: object }>(
      'select seq::int from galley.events where workspace_id = $1 order by seq',
      [workspace],
    )
    assert.deepEqual(
      rows.map((row) => row.seq),
      Array.from({ length: 20 * 6 }, (_, index) => index + 1),
    )
    for (const id of ids) {
      const types = (await events(workspace, id)).map((event) => event.type)
      assert.deepEqual(types.slice(0, 2), ['job.queued', 'job.started'])
      assert.deepEqual(types.slice(2), [
        ...Array.from({ length: 3 }, () => 'job.step_succeeded'),
        'job.succeeded',
      ])
    }
  })
}
