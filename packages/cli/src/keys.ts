import { createApiKey } from '@galley/galley/node'
import { withLocal } from './local.ts'

export async function createKey({ name }: { name: string }): Promise<void> {
  const key = await withLocal(({ runtime, ctx }) =>
    ctx.db.systemTransaction((tx) =>
      createApiKey(tx, ctx, { workspaceId: runtime.workspaceId, name }),
    ),
  )
  process.stdout.write(`${key}\n`)
}
