import { eventRoutines } from './events/routines.ts'
import { sweepIdempotencyKeys, sweepRateBuckets } from './http/index.ts'
import { jobRoutines } from './jobs/index.ts'
import { defineModule } from './module.ts'

/** What every module stands on, as far as it has tables and clean-up of its own. */
export const platformModule = defineModule({
  name: 'platform',
  routines: [eventRoutines, jobRoutines],
  crons: [
    {
      id: 'platform.sweep_idempotency_keys',
      schedule: '23 * * * *',
      missed: 'once',
      run: sweepIdempotencyKeys,
    },
    {
      id: 'platform.sweep_rate_buckets',
      schedule: '41 * * * *',
      missed: 'once',
      run: sweepRateBuckets,
    },
  ],
})
