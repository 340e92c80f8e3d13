import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { getKeyInWorkspace, presentKey } from './present-key.ts'
import type { ApiKey } from './present-key.ts'

export const GetApiKeyInput = z.object({ keyId: z.string() })
export type GetApiKeyInput = z.infer<typeof GetApiKeyInput>

export async function getApiKey({ ctx, input }: VerbArgs<GetApiKeyInput>): Promise<ApiKey> {
  requirePermission(ctx, 'keys.read')
  const { keyId } = GetApiKeyInput.parse(input)
  return presentKey(await withTransaction(ctx, (tx) => getKeyInWorkspace(tx, ctx, keyId)))
}
