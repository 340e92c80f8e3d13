import {
  getJob,
  Job,
  JobSummary,
  listJobs as listJobsVerb,
  presentJob,
  toWire,
} from '@galley/galley/node'
import { formatCost, formatDuration } from './format.ts'
import { withLocal } from './local.ts'

interface ListOptions {
  status?: JobSummary['status']
  json?: boolean
}

export async function listJobs({ status, json }: ListOptions): Promise<void> {
  await withLocal(async ({ ctx }) => {
    const { items } = await listJobsVerb({ ctx, input: { limit: 50, ...(status && { status }) } })
    if (json) return print(JSON.stringify(items.map((job) => toWire(JobSummary, job))))
    if (items.length === 0)
      return print(status ? `No jobs are ${status}.` : 'No jobs yet. Try: galley write <file>')
    for (const job of items) {
      print(
        `${job.id}  ${job.status.padEnd(9)}  ${job.name}  ${timeOf(job)}  ${formatCost(job.usage.costMicros)}`,
      )
    }
  })
}

export async function showJob(jobId: string, { json }: { json?: boolean }): Promise<void> {
  await withLocal(async ({ ctx }) => {
    const job = await getJob({ ctx, input: { jobId } })
    if (json) return print(JSON.stringify(toWire(Job, presentJob(ctx, job))))
    print(
      `${job.id}  ${job.name}  ${job.status}  ${timeOf(job)}  ${formatCost(job.usage.costMicros)}`,
    )
    for (const step of job.steps) {
      const again = step.attempts > 1 ? `, ${step.attempts} tries` : ''
      const cost = step.usage ? formatCost(step.usage.costMicros) : ''
      print(`  ${step.status.padEnd(9)}  ${step.key}  ${timeOf(step)}${again}  ${cost}`)
    }
    if (job.error) print(`\n${job.error.message}`)
  })
}

function timeOf({ startedAt, finishedAt }: { startedAt: Date | null; finishedAt: Date | null }) {
  if (!startedAt) return ''
  return formatDuration((finishedAt ?? new Date()).getTime() - startedAt.getTime())
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
