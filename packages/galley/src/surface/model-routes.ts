import { z } from 'zod'
import { defineRoute } from '../platform/http/index.ts'

const Model = z.object({
  id: z.string(),
  provider: z.string(),
  isDefault: z.boolean(),
  isOwn: z.boolean().describe('By a connection of this workspace.'),
  inputPriceMicros: z.int().nullable().describe('Micro-units of US dollars per million tokens.'),
  outputPriceMicros: z.int().nullable(),
  priceSource: z.string().nullable(),
  priceDate: z.string().nullable(),
})

export const modelRoutes = [
  defineRoute({
    method: 'GET',
    path: '/models',
    tag: 'models',
    name: 'list',
    summary: 'Lists the models that can be used here, with their prices where they are known.',
    permission: 'articles.generate',
    input: z.object({}),
    output: z.object({ items: z.array(Model) }),
    handle: async ({ ctx }) => ({ items: await ctx.models.list(ctx) }),
  }),
]
