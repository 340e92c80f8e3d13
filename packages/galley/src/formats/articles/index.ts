import { defineModule } from '../../platform/module.ts'
import { onboardingItems } from '../../workspace/onboarding/index.ts'
import type { Pipeline } from '../../platform/pipeline.ts'
import type { Step } from '../../platform/step.ts'
import { generateBlog } from './generate-blog.ts'
import { proposalCreated, proposalUpdated } from './proposals/proposal.ts'
import { retainProposals } from './proposals/retain-proposals.ts'
import { proposalRoutes } from './proposals/routes.ts'
import { sampleRoutes } from './sample/routes.ts'
import { checkCitations } from './steps/check-citations.ts'
import { completeText } from './steps/complete-text.ts'
import { composeBlog } from './steps/compose-blog.ts'
import { fetchTranscript } from './steps/fetch-transcript.ts'
import { generateOutline } from './steps/generate-outline.ts'
import { generateSeo } from './steps/generate-seo.ts'
import { organizeChapters } from './steps/organize-chapters.ts'
import { persistDocument } from './steps/persist-document.ts'
import { rewriteSection } from './steps/rewrite-section.ts'

export { articleFormat } from './format.ts'
export { GenerateBlogInput, GenerateBlogOutput } from './generate-blog.ts'

export const articlesModule = defineModule({
  name: 'articles',
  permissions: {
    'articles.generate': {
      allows: 'Spend model calls on writing articles and their parts.',
      role: 'editor',
    },
  },
  routes: [...sampleRoutes, ...proposalRoutes],
  events: [proposalCreated, proposalUpdated],
  contributions: [
    retainProposals,
    onboardingItems.contribute({
      id: 'model_connected',
      // One that writes of itself, beside the one that is always there.
      isDone: (_tx, ctx) => ctx.models.supports(ctx, {}),
    }),
  ],
  steps: [
    fetchTranscript,
    generateOutline,
    organizeChapters,
    checkCitations,
    generateSeo,
    composeBlog,
    persistDocument,
    rewriteSection,
    completeText,
  ] as Step[],
  pipelines: [generateBlog] as Pipeline[],
})
