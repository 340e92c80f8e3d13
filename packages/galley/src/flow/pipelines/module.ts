import { defineModule } from '../../platform/module.ts'
import { jobRoutes } from './routes.ts'

export const pipelinesModule = defineModule({
  name: 'pipelines',
  permissions: {
    'jobs.read': 'Read jobs and their events.',
    'jobs.write': 'Cancel jobs and put failed ones back in line.',
  },
  routes: jobRoutes,
})
