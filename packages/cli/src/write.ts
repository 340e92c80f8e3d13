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
import { onInterrupt } from './interrupt.ts'
import { withLocal } from './local.ts'
import { chooseOutput, writeOutput } from './output.ts'
import type { Output } from './output.ts'
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
  const signal = onInterrupt()
  const isJson = options.json ?? false
  const output = await chooseOutput(options.out, isJson)
  const files = await readInput(source, signal)
  if (options.title && files.length > 1) {
    throw new UserError('title_ambiguous', '--title names one source, and this folder has several.')
  }
  const progress = createProgress(isJson)

  await withLocal(
    async ({ runtime, ctx }) => {
      // Throws, before any work, for a model that is not there.
      await ctx.models.supports(ctx, {}, options.model)
      const sources = await bringIn(ctx, files, options, progress)
      const worker = await runtime.app.startWorker()
      try {
        const job = await runPipeline(ctx, sources, options, progress)
        const result = await saveArticle(ctx, job, options, output)
        if (isJson) return print(JSON.stringify({ ...result, sources, job_id: job.id }))
        const time = formatDuration(performance.now() - startedAt)
        const { title, sections, cost_micros: cost, path } = result
        progress.say(`\n${title}: ${sections} sections, ${time}, ${formatCost(cost)}`)
        if (options.language && options.language !== result.language) {
          const { language } = result
          progress.say(
            `It is in "${language}": the embedded writer does not translate. --model names one that does.`,
          )
        }
        if (path) print(path)
      } finally {
        await worker.stop({ graceMs: 0 })
      }
    },
    { signal },
  )
}

/** These speak of the file; anything else would go wrong with the next one too. */
const ABOUT_THE_FILE = new Set(['invalid', 'unsupported', 'too_large'])

/** Files of a folder that cannot be read are named and left out, as long as one can. */
async function bringIn(
  ctx: Context,
  files: readonly InputFile[],
  { title }: WriteOptions,
  progress: Progress,
): Promise<string[]> {
  const ids: string[] = []
  const problems: { name: string; code: string; message: string }[] = []
  for (const { name, bytes } of files) {
    ctx.signal.throwIfAborted()
    try {
      const file = new File([bytes], name)
      const source = await createSource({ ctx, input: { file, ...(title && { title }) } })
      ids.push(source.id)
      progress.say(`${name}: ${source.kind}, ${source.wordCount} words, ${source.language}`)
    } catch (error) {
      ctx.signal.throwIfAborted()
      const { kind, code, message } = error as Error & { kind?: string; code: string }
      if (!kind || !ABOUT_THE_FILE.has(kind)) throw error
      problems.push({ name, code, message })
    }
  }
  const lines = problems.map(({ name, message }) =>
    message.startsWith(name) ? message : `${name}: ${message}`,
  )
  if (ids.length === 0) throw new UserError(problems[0]!.code, lines.join('\n'))
  for (const line of lines) progress.say(`left out: ${line}`)
  return [...new Set(ids)]
}

/** This command checked the model before the work, so it was not this command's worker that lacks it. */
const OTHER_WORKER =
  'A server or worker that runs on the same data took the job, and it was started without these settings. Start it with them too, or stop it, and try again.'

async function runPipeline(
  ctx: Context,
  sourceIds: readonly string[],
  { model, sections, tone, length, language, budget }: WriteOptions,
  progress: Progress,
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
    if (ctx.signal.aborted) {
      await cancelJob({ ctx, input: { jobId } })
      progress.done()
      throw ctx.signal.reason
    }
    job = await waitForJob(ctx, jobId, LOOK_MS)
    progress.show(job)
  }
  progress.done()
  if (job.status !== 'succeeded') {
    const where = job.error?.step ? ` (${job.error.step})` : ''
    const code = job.error?.code ?? `job_${job.status}`
    const hint = code === 'model_not_configured' ? `\n${OTHER_WORKER}` : ''
    throw new UserError(
      code,
      `The article could not be written${where}: ${job.error?.message ?? job.status}${hint}`,
    )
  }
  return job
}

async function saveArticle(ctx: Context, job: Job, { out, format }: WriteOptions, output: Output) {
  const article = job.output as {
    documentId: string
    version: number
    title: string
    sections: number
    unsupportedSentences: number
    costMicros: number | null
    language: string
  }
  const { documentId, title } = article
  const { extension, body } = await exportDocument({ ctx, input: { documentId, format } })
  const path = await writeOutput(output, { title, extension, body })
  return {
    document_id: documentId,
    version: article.version,
    title,
    sections: article.sections,
    unsupported_sentences: article.unsupportedSentences,
    cost_micros: article.costMicros,
    language: article.language,
    path: path && (out ?? relative(fromCaller('.'), path)),
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
