import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { cancelJob, waitForJob, Job } from '../../flow/pipelines/index.ts'
import { createContext } from '../../platform/context.ts'
import type { Services } from '../../platform/context.ts'
import { problemOf, toWire } from '../../platform/http/index.ts'
import { newId } from '../../platform/id.ts'
import { jobFailure } from '../job-failure.ts'
import { isJobRoute } from '../job-route.ts'
import type { JobRoute } from '../job-route.ts'
import type { RouteTool } from './derive-tools.ts'
import type { CallRoute } from './route-caller.ts'
import type { McpTool, ToolCall } from './tool.ts'

/** Clients give up after a minute unless they hear something. */
const SILENT_WAIT_MS = 50_000
const WAIT_MS = 30 * 60_000
const LOOK_EVERY_MS = 500

/** The tool that a route is. */
export function toolOf(services: Services, callRoute: CallRoute, tool: RouteTool): McpTool {
  const { route, definition } = tool
  return {
    definition,
    async call(call) {
      const headers: Record<string, string> = isJobRoute(route) ? { prefer: 'respond-async' } : {}
      const response = await callRoute({ ...call, route, headers })
      if (!response.ok) return failed(await readProblem(response))
      if (isJobRoute(route)) {
        const { job_id } = (await response.json()) as { job_id: string }
        return awaitJob(services, route, call, job_id)
      }
      if (route.produces) return { content: [{ type: 'text', text: await response.text() }] }
      return answered(await response.json())
    },
  }
}

async function awaitJob(
  services: Services,
  route: JobRoute,
  call: ToolCall,
  jobId: string,
): Promise<CallToolResult> {
  const job = await followJob(services, call, jobId)
  const isOver = job.finishedAt !== null
  if (isOver && job.status !== 'succeeded') return failed(problemOf(jobFailure(job), '').detail)
  if (route.tag === 'pipelines') {
    const output = isOver ? toWire(route.jobOutput, job.output) : null
    return answered({ ...(toWire(Job, job) as object), output })
  }
  if (isOver) return answered(toWire(route.jobOutput, job.output))
  return failed(`Job ${jobId} is still running. Read its output with jobs_get in a while.`)
}

/** The job as soon as it is over, telling the client how far it is; stopped when it is taken back. */
async function followJob(services: Services, call: ToolCall, jobId: string): Promise<Job> {
  const { signal, progress } = call
  const ctx = contextOf(services, call, signal)
  const until = Date.now() + (progress ? WAIT_MS : SILENT_WAIT_MS)
  let told = 0
  for (;;) {
    const job = await waitForJob(ctx, jobId, Math.min(LOOK_EVERY_MS, until - Date.now()))
    if (job.finishedAt || Date.now() >= until) return job
    if (signal.aborted) {
      const stopping = contextOf(services, call, AbortSignal.timeout(30_000))
      return cancelJob({ ctx: stopping, input: { jobId } })
    }
    if (progress && job.progress > told) {
      told = job.progress
      await progress(told, job.progressMessage)
    }
  }
}

/** Whoever may start a job may see it through, and stop it. */
function contextOf(services: Services, { caller }: ToolCall, signal: AbortSignal) {
  return createContext(services, {
    ...caller,
    permissions: new Set([...caller.permissions, 'jobs.write']),
    requestId: newId('req'),
    signal,
  })
}

const answered = (value: unknown): CallToolResult => ({
  content: [{ type: 'text', text: JSON.stringify(value) }],
  structuredContent: value as Record<string, unknown>,
})

const failed = (text: string): CallToolResult => ({
  content: [{ type: 'text', text }],
  isError: true,
})

/** The problem's message, with the fields that are wrong: an agent can put them right. */
async function readProblem(response: Response): Promise<string> {
  const { detail, errors = [] } = (await response.json()) as {
    detail: string
    errors?: { pointer: string; message: string }[]
  }
  const fields = errors.map(({ pointer, message }) => `\n${pointer}: ${message}`)
  return errors.length > 1 ? detail + fields.join('') : detail
}
