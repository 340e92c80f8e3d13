import { createTestDatabase } from '../../db/testing.ts'
import { jobsSuite } from '../suite.ts'
import { postgresWakeUp } from './postgres.ts'

jobsSuite('postgres', {
  async create() {
    const { db, close } = await createTestDatabase()
    return { db, close, wakeUps: [postgresWakeUp(db)] }
  },
})
