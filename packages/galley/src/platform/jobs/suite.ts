import { after, afterEach, before, describe } from 'node:test'
import { bellTests } from './suite/bells.ts'
import { childTests } from './suite/children.ts'
import { endTests } from './suite/ends.ts'
import { outputTests } from './suite/outputs.ts'
import { queueTests } from './suite/queue.ts'
import { openStage } from './suite/stage.ts'
import type { JobsSuiteOptions, Stage } from './suite/stage.ts'
import { stepTests } from './suite/steps.ts'

/**
 * The promises of the engine as tests, over the bells of one driver. A wake-up driver is one when
 * this passes.
 *
 * @example
 * jobsSuite('postgres', { create: async () => ({ db, wakeUps: [postgresWakeUp(db)], close }) })
 */
export function jobsSuite(name: string, options: JobsSuiteOptions): void {
  const parts = {
    steps: stepTests,
    queue: queueTests,
    ends: endTests,
    children: childTests,
    outputs: outputTests,
    bells: bellTests,
  }
  describe(`jobs over ${name}`, () => {
    let stage: Stage
    before(async () => {
      stage = await openStage(options)
    })
    afterEach(() => stage.stopWorkers())
    after(() => stage.close())
    for (const [part, define] of Object.entries(parts)) {
      describe(part, () => define(() => stage))
    }
  })
}
