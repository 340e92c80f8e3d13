import { eq } from 'drizzle-orm'
import { defineModule } from '../../platform/module.ts'
import { isThere, onboardingItems } from '../../workspace/onboarding/index.ts'
import { retainSources } from './retain-sources.ts'
import { sourceRoutes } from './routes.ts'
import { sourceCreated, sourceDeleted } from './source.ts'
import { sweepObjects } from './sweep-objects.ts'
import { sweepUploads } from './sweep-uploads.ts'
import { sources } from './tables.ts'

export const sourcesModule = defineModule({
  name: 'sources',
  permissions: {
    'sources.read': { allows: 'Read sources and their segments.', role: 'viewer' },
    'sources.write': { allows: 'Bring sources in and delete them.', role: 'editor' },
  },
  routes: sourceRoutes,
  events: [sourceCreated, sourceDeleted],
  crons: [
    { id: 'sources.sweep_uploads', schedule: '17 * * * *', missed: 'once', run: sweepUploads },
    { id: 'sources.sweep_objects', schedule: '29 3 * * *', missed: 'once', run: sweepObjects },
  ],
  contributions: [
    retainSources,
    onboardingItems.contribute({
      id: 'source_added',
      isDone: (tx, ctx) => isThere(tx, sources, eq(sources.workspaceId, ctx.workspaceId)),
    }),
  ],
})
