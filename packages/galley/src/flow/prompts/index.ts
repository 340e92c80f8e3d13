import { defineModule } from '../../platform/module.ts'
import type { Step } from '../../platform/step.ts'
import { resolvePromptStep } from './resolve-prompt.ts'
import { promptRoutes } from './routes.ts'
import { promptRunCreated, promptRunDeleted, promptRunUpdated } from './runs/prompt-run.ts'
import { tryPrompt } from './runs/try-prompt.ts'
import { templateDeleted, templateRenamed, templateVersioned } from './templates/template.ts'

export { PromptChoice, readPromptChoice, toResolveInput } from './prompt-choice.ts'
export { resolvePromptStep } from './resolve-prompt.ts'
export type { ResolvedPrompt } from './resolve-prompt.ts'

export const promptsModule = defineModule({
  name: 'prompts',
  permissions: {
    'prompts.read': { allows: 'Read prompts, their versions and tries.', role: 'viewer' },
    'prompts.write': { allows: 'Create, edit, restore and delete prompts.', role: 'editor' },
    'prompts.try': { allows: 'Spend model calls on trying prompts.', role: 'editor' },
  },
  routes: promptRoutes,
  events: [
    templateVersioned,
    templateRenamed,
    templateDeleted,
    promptRunCreated,
    promptRunUpdated,
    promptRunDeleted,
  ],
  steps: [tryPrompt, resolvePromptStep] as Step[],
})
