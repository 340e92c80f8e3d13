import { defineRoute } from '../../../platform/http/index.ts'
import { SampleStarted, startSample, StartSampleInput } from './start-sample.ts'

export const sampleRoutes = [
  defineRoute({
    method: 'POST',
    path: '/samples/talk',
    tag: 'samples',
    name: 'startTalk',
    summary: 'Brings in a talk that comes with Galley, and starts an article from it.',
    permission: 'articles.generate',
    input: StartSampleInput,
    output: SampleStarted,
    status: 202,
    handle: ({ ctx, input }) => startSample({ ctx, input }),
  }),
]
