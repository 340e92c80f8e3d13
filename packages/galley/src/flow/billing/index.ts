import { defineModule } from '../../platform/module.ts'
import { aggregateUsage } from './aggregate-usage.ts'
import { billingRoutes } from './routes.ts'
import { billingRoutines } from './routines.ts'
import { sweepReservations } from './sweep-reservations.ts'
import { warnOfBudgets } from './warn-of-budgets.ts'

export { aggregateUsage } from './aggregate-usage.ts'
export { Budget, ensureJobBudget } from './budget.ts'
export { codes as billingCodes } from './codes.ts'
export { getBudget } from './get-budget.ts'
export { listUsage } from './list-usage.ts'
export { createMeter } from './meter.ts'
export { reconcileUsage } from './reconcile-usage.ts'
export { setBudget } from './set-budget.ts'
export { summarizeUsage } from './summarize-usage.ts'
export { sweepReservations } from './sweep-reservations.ts'
export { Usage } from './usage.ts'

export const billingModule = defineModule({
  name: 'billing',
  permissions: {
    'billing.read': { allows: 'See usage, costs and budgets.', role: 'editor' },
    'billing.write': { allows: 'Set budgets.', role: 'admin' },
  },
  routes: billingRoutes,
  crons: [
    {
      id: 'billing.aggregate-usage',
      schedule: '7 * * * *',
      missed: 'once',
      run: async ({ db }) => void (await aggregateUsage(db)),
    },
    {
      id: 'billing.sweep-reservations',
      schedule: '* * * * *',
      missed: 'skip',
      run: async ({ db }) => void (await sweepReservations(db)),
    },
    {
      id: 'billing.warn-of-budgets',
      schedule: '* * * * *',
      missed: 'skip',
      run: warnOfBudgets,
    },
  ],
  routines: [billingRoutines],
})
