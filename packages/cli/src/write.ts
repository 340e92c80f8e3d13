import { writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import {
  cancelJob,
  createSource,
  exportDocument,
  getJob,
  startPipeline,
  waitForJob,
} from '@galley/galley/node'
import type { Context, Job } from '@galley/galley/node'
import { formatCost, formatDuration } from './format.ts'
import { withLocal } from './local.ts'
import { createProgress } from './progress.ts'
import type { Progress } from './progress.ts'
import { fromCaller, readInput } from './read-input.ts'
import type { InputFile } from './read-input.ts'
import { UserError } from './user-error.ts'

export interface WriteOptions {
  out?: string
  format: 'markdown' | 'html' | 'json'
  model?: string
  sections?: number
  tone?: string
  length?: 'short' | 'medium' | 'long'
  language?: string
  title?: string
  /** Micro-units of US dollars. */
  budget?: number
  json?: boolean
}

/** How long one look at the job waits for news. */
const LOOK_MS = 150

/** The main job from the command line: sources in, an article out. */
export async function write(source: string, options: WriteOptions): Promise<void> {
  const startedAt = performance.now()
  const stop = new AbortController()
  const interrupt = () => stop.abort()
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  const progress = createProgress(options.json ?? false)
  const files = await readInput(source)

  await withLocal(async ({ runtime, ctx }) => {
    const sources = await bringIn(ctx, files, options, progress)
    const worker = await runtime.app.startWorker()
    try {
      const job = await runPipeline(ctx, sources, options, progress, stop.signal)
      const result = await saveArticle(ctx, job, options)
      if (options.json) print(JSON.stringify({ ...result, sources, job_id: job.id }))
      else {
        const time = formatDuration(performance.now() - startedAt)
        progress.say(
          `\n${result.title}: ${result.sections} sections, ${time}, ${formatCost(result.cost_micros)}`,
        )
        if (result.path) print(result.path)
      }
    } finally {
      await worker.stop({ graceMs: 0 })
    }
  })
}

/** Files of a folder that cannot be read are named and left out, as long as one can. */
async function bringIn(
  ctx: Context,
  files: readonly InputFile[],
  { title }: WriteOptions,
  progress: Progress,
): Promise<string[]> {
  const ids: string[] = []
  const problems: string[] = []
  for (const { name, bytes } of files) {
    try {
      const file = new File([bytes], name)
      const source = await createSource({ ctx, input: { file, ...(title && { title }) } })
      ids.push(source.id)
      progress.say(`${name}: ${source.kind}, ${source.wordCount} words, ${source.language}`)
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message}`)
    }
  }
  if (ids.length === 0) throw new UserError(problems.join('\n'))
  for (const problem of problems) progress.say(`left out: ${problem}`)
  return [...new Set(ids)]
}

async function runPipeline(
  ctx: Context,
  sourceIds: readonly string[],
  { model, sections, tone, length, language, budget }: WriteOptions,
  progress: Progress,
  stop: AbortSignal,
): Promise<Job> {
  const { jobId } = await startPipeline({
    ctx,
    input: {
      pipeline: 'generate_blog',
      input: { sourceIds, model, sections, tone, length, language },
      ...(budget !== undefined && { budget }),
    },
  })
  let job = await getJob({ ctx, input: { jobId } })
  while (!job.finishedAt) {
    if (stop.aborted) {
      job = await cancelJob({ ctx, input: { jobId } })
      progress.done()
      throw new UserError(`Cancelled. What was finished is kept in ${jobId}.`, 130)
    }
    job = await waitForJob(ctx, jobId, LOOK_MS)
    progress.show(job)
  }
  progress.done()
  if (job.status !== 'succeeded') {
    const where = job.error?.step ? ` (${job.error.step})` : ''
    throw new UserError(
      `The article could not be written${where}: ${job.error?.message ?? job.status}`,
    )
  }
  return job
}

async function saveArticle(ctx: Context, job: Job, options: WriteOptions) {
  const output = job.output as {
    documentId: string
    version: number
    title: string
    sections: number
    unsupportedSentences: number
    costMicros: number | null
  }
  const { documentId } = output
  const file = await exportDocument({ ctx, input: { documentId, format: options.format } })
  const path =
    options.out === '-'
      ? null
      : fromCaller(options.out ?? `${slugOf(output.title)}.${file.extension}`)
  if (path) await writeFile(path, file.body)
  else process.stdout.write(file.body)
  return {
    document_id: documentId,
    version: output.version,
    title: output.title,
    sections: output.sections,
    unsupported_sentences: output.unsupportedSentences,
    cost_micros: output.costMicros,
    path: path && (options.out ?? relative(fromCaller('.'), path)),
  }
}

function slugOf(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.join('-').slice(0, 80) || 'article'
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
