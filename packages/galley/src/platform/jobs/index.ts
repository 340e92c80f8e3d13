export { jobCodes } from './codes.ts'
export { systemWorkspaceId } from './contract.ts'
export type {
  CronDefinition,
  JobDefinition,
  JobError,
  JobRecord,
  JobRequest,
  Jobs,
  JobStatus,
  RetryPolicy,
  Run,
  StepOptions,
  StepRecord,
  StepRun,
} from './contract.ts'
export { postgresWakeUp } from './drivers/postgres.ts'
export { createJobs } from './engine.ts'
export type { JobsOptions } from './engine.ts'
export { deleteFinishedJobs } from './retention.ts'
export { isRetryable } from './retry.ts'
export { jobRoutines } from './routines.ts'
export type { StuckJob } from './stuck.ts'
export type { WakeUp, WakeUpHint } from './wake-up.ts'
export { createWorker } from './worker.ts'
export type { Worker, WorkerOptions, WorkerTiming } from './worker.ts'
