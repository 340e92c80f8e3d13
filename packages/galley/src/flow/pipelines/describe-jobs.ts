import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { findJobOrigins, jobIdOf, toAuthor } from '../../platform/jobs/index.ts'
import type { JobRecord } from '../../platform/jobs/index.ts'
import { findReferences, titleReferences } from './job-references.ts'
import { toSteps } from './job.ts'
import type { Job, JobSummary } from './job.ts'
import { waitOf } from './job-wait.ts'

/** Jobs as people see them: with names instead of ids, for a whole page at once. */
export async function describeJobs(
  tx: Transaction,
  ctx: Context,
  records: readonly JobRecord[],
): Promise<JobSummary[]> {
  const refersTo = records.map(({ input, output }) => ({
    inputs: findReferences(input),
    results: findReferences(output),
  }))
  const all = refersTo.flatMap(({ inputs, results }) => [...inputs, ...results])
  const titled = await titleReferences(tx, ctx, all)
  const actors = records.map(({ actor }) => jobIdOf(actor))
  const origins = await findJobOrigins(tx, ctx, actors)
  return records.map((record, index) => ({
    ...record,
    startedBy: toAuthor(record.actor, origins),
    inputs: refersTo[index]!.inputs.map(titled),
    results: refersTo[index]!.results.map(titled),
    waiting: waitOf(record),
    isCancellable: record.finishedAt === null,
    isRedrivable: record.status === 'failed' || record.status === 'cancelled',
  }))
}

/** One job with its steps and its children. */
export async function describeJob(tx: Transaction, ctx: Context, record: JobRecord): Promise<Job> {
  const { workspaceId, jobs } = ctx
  const page = { limit: MOST_CHILDREN, order: 'asc' } as const
  const children = await jobs.list(tx, workspaceId, { parentId: record.id }, page)
  const [job, ...rest] = await describeJobs(tx, ctx, [record, ...children.items])
  const steps = await jobs.steps(tx, record.id)
  return {
    ...job!,
    waiting: waitOf(record, steps),
    output: record.output,
    steps: toSteps(steps),
    children: rest,
  }
}

const MOST_CHILDREN = 200
