import { z } from 'zod'
import { defineRoute } from '../../platform/http/index.ts'
import { Budget } from './budget.ts'
import { getBudget, GetBudgetInput } from './get-budget.ts'
import { listUsage, ListUsageInput, UsagePage } from './list-usage.ts'
import { setBudget, SetBudgetInput } from './set-budget.ts'
import { summarizeUsage, SummarizeUsageInput, UsageSummary } from './summarize-usage.ts'
import { prefersCsv, usageCsv } from './usage-csv.ts'

const UsageReportInput = SummarizeUsageInput.extend({
  format: z.enum(['json', 'csv']).optional().describe('For links; else the Accept header says it.'),
})

export const billingRoutes = [
  defineRoute({
    method: 'GET',
    path: '/usage',
    tag: 'usage',
    name: 'list',
    summary: 'Lists the single model calls: tokens, cost, latency, status.',
    permission: 'billing.read',
    input: ListUsageInput,
    query: Object.keys(ListUsageInput.shape),
    output: UsagePage,
    handle: ({ ctx, input }) => listUsage({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/usage/summary',
    tag: 'usage',
    name: 'summarize',
    summary:
      'Sums up usage by day, document, model, provider, prompt, step, job or member; with `Accept: text/csv` as a table.',
    permission: 'billing.read',
    input: UsageReportInput,
    query: Object.keys(UsageReportInput.shape),
    output: UsageSummary,
    alsoProduces: ['text/csv'],
    async handle({ ctx, input: { format, ...input }, request: { headers } }) {
      const summary = await summarizeUsage({ ctx, input })
      const isCsv = format ? format === 'csv' : prefersCsv(headers.get('accept'))
      if (!isCsv) return summary
      return new Response(usageCsv(summary), {
        headers: {
          'content-type': 'text/csv; charset=utf-8; header=present',
          'content-disposition': `attachment; filename="usage-by-${input.groupBy}.csv"`,
          vary: 'accept',
        },
      })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/budget',
    tag: 'budget',
    name: 'get',
    summary: 'Reads what the workspace may spend on models, and has spent.',
    permission: 'billing.read',
    input: GetBudgetInput,
    output: Budget,
    handle: ({ ctx, input }) => getBudget({ ctx, input }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/budget',
    tag: 'budget',
    name: 'set',
    summary: 'Sets, changes or lifts what the workspace may spend on models.',
    permission: 'billing.write',
    input: SetBudgetInput,
    output: Budget,
    example: { limitMicros: 25_000_000 },
    handle: ({ ctx, input }) => setBudget({ ctx, input }),
  }),
]
