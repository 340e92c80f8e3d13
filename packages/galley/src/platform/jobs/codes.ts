import { defineCodes } from '../error.ts'

export const jobCodes = defineCodes({
  JOB_NOT_JSON:
    '{what} holds {found} at "{path}", which JSON cannot carry unchanged. Return plain objects, arrays, strings, finite numbers, booleans and null.',
  JOB_STEP_KEY_INVALID:
    'The step key {key} cannot be used: it must have 1 to 300 printable characters.',
  JOB_STEP_KEY_REPEATED:
    'The step key "{key}" was used twice in one run of {job}. Give each call its own key.',
  JOB_STEP_TIMED_OUT: 'Step "{key}" took longer than {seconds} s and was stopped.',
  JOB_SLEEP_INVALID: 'sleepUntil("{key}") got a date that is not valid.',
  JOB_STEP_UNKNOWN: 'Job {jobId} has no step "{step}". GET /jobs/{jobId} lists its steps.',
  JOB_NOT_FINISHED:
    'Job {jobId} is {status}; only a failed or cancelled job can be put back in line.',
  JOB_DUPLICATE:
    'Job {jobId} cannot be put back in line: a newer job with the same key is under way.',
  JOB_DEADLINE: 'The job passed its deadline and was stopped.',
  JOB_CANCELLED: 'The job was cancelled.',
  JOB_LOST: 'Another worker has taken this job over; this run of it is void.',
  JOB_STOPPING: 'The worker is stopping; the job goes on elsewhere.',
  JOB_CHILD_UNKNOWN:
    'The job {jobId} does not exist in this workspace, so it cannot be waited for.',
  JOB_CRON_INVALID: 'The schedule "{schedule}" of cron {id} cannot be read: {reason}.',
})
