import { createTestDatabase } from '../../db/testing.ts'
import { jobsSuite } from '../suite.ts'
import { inProcessWakeUp } from './in-process.ts'

jobsSuite('in-process', {
  async create() {
    const { db, close } = await createTestDatabase()
    return { db, close, wakeUps: [inProcessWakeUp()] }
  },
})
