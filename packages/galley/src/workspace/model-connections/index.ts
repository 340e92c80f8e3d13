import { defineModule } from '../../platform/module.ts'
import { sealedColumns } from '../../platform/secrets/index.ts'
import {
  connectionChecked,
  connectionDeleted,
  connectionUpdated,
  keyPurpose,
} from './connection.ts'
import { modelConnectionRoutes } from './routes.ts'

export { noteStatus } from './note-status.ts'
export { ownProviders } from './own-providers.ts'

export const modelConnectionsModule = defineModule({
  name: 'model_connections',
  permissions: {
    'models.read': { allows: 'See connections to providers of models.', role: 'admin' },
    'models.write': {
      allows: 'Connect, test and disconnect providers of models.',
      role: 'admin',
    },
  },
  routes: modelConnectionRoutes,
  events: [connectionUpdated, connectionDeleted, connectionChecked],
  contributions: [
    sealedColumns.contribute({
      table: 'model_connections',
      idColumns: ['workspace_id', 'provider'],
      column: 'api_key',
      purpose: ({ workspace_id: workspaceId = '', provider = '' }) =>
        keyPurpose(workspaceId, provider),
    }),
  ],
})
