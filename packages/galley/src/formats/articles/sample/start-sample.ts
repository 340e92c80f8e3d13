import { z } from 'zod'
import { startPipeline } from '../../../flow/pipelines/index.ts'
import { createSource } from '../../../flow/sources/index.ts'
import { requirePermission } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { generateBlog } from '../generate-blog.ts'
import { SAMPLE_TITLE, sampleTalk } from './talk.ts'

export const StartSampleInput = z.object({
  projectId: z.string().optional().describe('Default: your only project, or the whole workspace.'),
})
export type StartSampleInput = z.infer<typeof StartSampleInput>

export const SampleStarted = z
  .object({ sourceId: z.string(), jobId: z.string() })
  .meta({ id: 'SampleStarted' })
export type SampleStarted = z.infer<typeof SampleStarted>

/** Brings the bundled talk in and starts an article from it: once, however often it is asked for at a time. */
export async function startSample({
  ctx,
  input,
}: VerbArgs<StartSampleInput>): Promise<SampleStarted> {
  requirePermission(ctx, 'sources.write')
  requirePermission(ctx, generateBlog.permission)
  const own = StartSampleInput.parse(input)
  const source = await createSource({
    ctx,
    input: { kind: 'vtt', text: sampleTalk(), title: SAMPLE_TITLE, ...own },
  })
  const { jobId } = await startPipeline({
    ctx,
    input: {
      pipeline: generateBlog.id,
      input: { sourceIds: [source.id] },
      dedupeKey: `sample ${source.id}`,
      ...own,
    },
  })
  return { sourceId: source.id, jobId }
}
