import type { z } from 'zod'
import { createContext } from './context.ts'
import type { Context, Services } from './context.ts'
import { defineCodes, InvalidError } from './error.ts'
import type { ErrorCode } from './error.ts'
import type { JobDefinition, Run, StepOptions, StepRun } from './jobs/contract.ts'
import { liveTextOf } from './jobs/live-text.ts'
import type { Step } from './step.ts'

/** INTERNAL is final here, being an InvalidError, and a 500 to whoever waits for the answer. */
const codes = defineCodes({
  INPUT_MISFIT:
    'The input of {name} does not fit what it declares: {problems}. It was started by code that does not know this version; start it anew.',
  INTERNAL:
    'The output of {name} does not fit what it declares: {problems}. The mistake is in its code, not in the input, so trying again does not help.',
})

/** The durable context of a pipeline: ordinary code awaits steps, each finished one a checkpoint. */
export interface PipelineRun {
  readonly jobId: string
  readonly signal: AbortSignal
  /** Runs a step once for this job. `key` tells two calls of one step apart. */
  call<Input, Output>(
    step: Step<Input, Output>,
    input: z.input<Step<Input, Output>['input']>,
    key?: string,
  ): Promise<Output>
  progress(fraction: number, message?: string): void
}

export interface Pipeline<Input = unknown, Output = unknown> {
  /** Lower snake case: `POST /api/v1/pipelines/<id>`. */
  id: string
  version: number
  summary: string
  input: z.ZodType<Input>
  output: z.ZodType<Output>
  permission: string
  /** Refuses now what could only fail later: throws for references that lead nowhere. */
  check?(args: { ctx: Context; input: Input }): Promise<void>
  run(args: { run: PipelineRun; input: Input }): Promise<Output>
}

/**
 * @example
 * export const greet = definePipeline({
 *   id: 'greet', version: 1, summary: '…', permission: 'articles.generate',
 *   input: z.object({ name: z.string() }), output: z.object({ text: z.string() }),
 *   run: async ({ run, input }) => run.call(sayHello, input),
 * })
 */
export function definePipeline<Input, Output>(
  pipeline: Pipeline<Input, Output>,
): Pipeline<Input, Output> {
  return pipeline
}

/** A pipeline as the job engine knows it. */
export function pipelineJob(pipeline: Pipeline, services: Services): JobDefinition {
  const name = `${pipeline.id}@${pipeline.version}`
  return {
    name: pipeline.id,
    version: pipeline.version,
    async run(run, input) {
      await releaseBudget(run, services)
      const output = await pipeline.run({
        run: createPipelineRun(run, services),
        input: fit(pipeline.input, input, codes.INPUT_MISFIT, name),
      })
      return fit(pipeline.output, output, codes.INTERNAL, name)
    },
  }
}

/** A step as the job engine knows it, for calls of a step alone: a run of that one step. */
export function stepJob(step: Step, services: Services): JobDefinition {
  return {
    name: stepJobName(step),
    version: step.version,
    async run(run, input) {
      await releaseBudget(run, services)
      return createPipelineRun(run, services).call(step, input)
    },
  }
}

/** What a killed run held for its calls must not be missing from the budget when they are repeated. */
async function releaseBudget({ job }: Run, { meter, logger }: Services): Promise<void> {
  if (job.attempts < 2) return
  // Left undone it costs nothing but time: held amounts run out by themselves.
  await meter.releaseJob(job.workspaceId, job.id).catch((error: unknown) => {
    logger.warn({ job_id: job.id, error: (error as Error).message }, 'a budget stayed held')
  })
}

export const stepJobName = (step: { id: string }) => `step:${step.id}`

function createPipelineRun(run: Run, services: Services): PipelineRun {
  return {
    jobId: run.job.id,
    signal: run.signal,
    progress: (fraction, message) => run.progress(fraction, message),
    call: async (step, input, key = step.id) => {
      const name = `${step.id}@${step.version}`
      const parsed = fit(step.input, input, codes.INPUT_MISFIT, name)
      const options: StepOptions = { step: name, retry: step.retry, timeoutMs: step.timeoutMs }
      const work = async (scope: StepRun) => {
        const ctx = createJobContext(run, scope, services)
        const output = await step.run({ ctx, input: parsed })
        return fit(step.output, output, codes.INTERNAL, name)
      }
      return run.step(key, work, options)
    },
  }
}

/** The value as its schema gives it back; a misfit is final, where a ZodError would be retried. */
function fit<T>(schema: z.ZodType<T>, value: unknown, code: ErrorCode, name: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `/${path.join('/')}: ${message}`)
    .join('; ')
  throw new InvalidError(code, { name, problems }, { cause: parsed.error })
}

/** The context that a job's steps run in: its starter's workspace and permissions, nothing more. */
function createJobContext(run: Run, scope: StepRun, services: Services): Context {
  return createContext(services, {
    workspaceId: run.job.workspaceId,
    actor: { kind: 'job', id: run.job.id },
    permissions: new Set(run.job.permissions),
    ...(run.job.projectId !== null && { projectIds: [run.job.projectId] }),
    requestId: run.job.id,
    signal: scope.signal,
    show: (piece) => liveTextOf(services.db).publish(run.job.id, piece),
    step: {
      jobId: run.job.id,
      key: scope.key,
      attempt: scope.attempt,
      idempotencyKey: scope.idempotencyKey,
      recordUsage: (usage) => scope.recordUsage(usage),
    },
  })
}
