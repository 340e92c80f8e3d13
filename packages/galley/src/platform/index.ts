import { eventRoutines } from './events/routines.ts'
import { sweepEvents } from './events/sweep-events.ts'
import { sweepIdempotencyKeys, sweepRateBuckets } from './http/index.ts'
import { deleteFinishedJobs, jobRoutines } from './jobs/index.ts'
import { defineModule } from './module.ts'
import { installationKeyPurpose, sealedColumns } from './secrets/index.ts'

/** What every module stands on, as far as it has tables and clean-up of its own. */
export const platformModule = defineModule({
  name: 'platform',
  routines: [eventRoutines, jobRoutines],
  contributions: [
    sealedColumns.contribute({
      table: 'installation_keys',
      idColumns: ['name'],
      column: 'sealed',
      purpose: ({ name }) => installationKeyPurpose(name!),
    }),
  ],
  crons: [
    {
      id: 'platform.delete_finished_jobs',
      schedule: '53 * * * *',
      missed: 'once',
      run: async ({ db, config }) => {
        await deleteFinishedJobs(db, config.GALLEY_RETENTION_DAYS)
      },
    },
    { id: 'platform.sweep_events', schedule: '13 4 * * *', missed: 'once', run: sweepEvents },
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
