import { claimRoutines } from './routines/claim.ts'
import { commitRoutines } from './routines/commit.ts'
import { controlRoutines } from './routines/control.ts'
import { enqueueRoutines } from './routines/enqueue.ts'
import { finishRoutines } from './routines/finish.ts'
import { workersRoutines } from './routines/workers.ts'

/**
 * The state machine of a job. Nothing else writes its tables, so every driver and every test meets
 * the same one. Locks are always taken in this order: worker, lane, job by (depth, id), step, event
 * cursor. Only the database's clock counts. Plans are made once and use indexes: one that was
 * cached while the tables were empty would scan them when they are not.
 *
 * queued → running → succeeded | failed | cancelled
 *   ↑         ↓ ↑
 *   └────  waiting (for a moment, or for children)
 */
export const jobRoutines = [
  enqueueRoutines,
  claimRoutines,
  commitRoutines,
  finishRoutines,
  controlRoutines,
  workersRoutines,
  `revoke all on galley.job_workers, galley.job_schedules from galley_app;
alter table galley.jobs set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
alter table galley.job_workers set (fillfactor = 50);
alter table galley.job_lanes set (fillfactor = 50)`,
].join('\n')
