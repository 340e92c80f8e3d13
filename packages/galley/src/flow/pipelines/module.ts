import { defineModule } from '../../platform/module.ts'
import { jobRoutes } from './routes.ts'

export const pipelinesModule = defineModule({
  name: 'pipelines',
  permissions: {
    'jobs.read': { allows: 'Read jobs and their events.', role: 'viewer' },
    'jobs.write': { allows: 'Cancel jobs and put failed ones back in line.', role: 'editor' },
  },
  routes: jobRoutes,
})
