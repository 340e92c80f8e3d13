import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/shell-route.ts'

const tabs = ['edit', 'try', 'history'] as const
type PromptTab = (typeof tabs)[number]

export const promptRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/prompts',
    validateSearch: ({ search }: Record<string, unknown>): { search?: string | undefined } =>
      typeof search === 'string' && search ? { search } : {},
    component: lazyRouteComponent(() => import('./prompts-page.tsx'), 'PromptsPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/prompts/new',
    /** What it begins with; `blank` for nothing. */
    validateSearch: ({ preset }: Record<string, unknown>): { preset?: string | undefined } =>
      typeof preset === 'string' && preset ? { preset } : {},
    component: lazyRouteComponent(() => import('./new-prompt-page.tsx'), 'NewPromptPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/prompts/$templateId',
    validateSearch: ({ tab }: Record<string, unknown>): { tab?: PromptTab | undefined } => {
      const known = tabs.find((each) => each === tab)
      return known && known !== 'edit' ? { tab: known } : {}
    },
    component: lazyRouteComponent(() => import('./prompt-page.tsx'), 'PromptPage'),
  }),
] as const
