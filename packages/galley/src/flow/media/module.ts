import { defineModule } from '../../platform/module.ts'
import { archiveMedia } from './archive-media.ts'
import { exportMedia } from './export-media.ts'
import { mediaCreated, mediaDeleted, mediaUpdated } from './medium.ts'
import { retainMedia } from './retain-media.ts'
import { mediaRoutes } from './routes.ts'
import { sweepMedia } from './sweep-media.ts'

export const mediaModule = defineModule({
  name: 'media',
  permissions: {
    'media.read': { allows: 'See images.', role: 'viewer' },
    'media.write': { allows: 'Upload, describe and delete images.', role: 'editor' },
  },
  routes: mediaRoutes,
  events: [mediaCreated, mediaUpdated, mediaDeleted],
  crons: [{ id: 'media.sweep', schedule: '43 3 * * *', missed: 'once', run: sweepMedia }],
  contributions: [retainMedia, archiveMedia, exportMedia],
})
