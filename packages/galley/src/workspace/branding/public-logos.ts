import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Services } from '../../platform/context.ts'
import { NotFoundError } from '../../platform/error.ts'
import { problemResponse } from '../../platform/http/index.ts'
import type { Mount } from '../../platform/http/index.ts'
import { isId } from '../../platform/id.ts'
import { scopedStorage } from '../../platform/storage/index.ts'
import { readBranding } from './branding.ts'
import type { BrandingRow } from './branding.ts'
import { brandingCodes } from './codes.ts'
import { openLogo } from './get-logo.ts'
import { LogoSlot } from './logo-slot.ts'
import { BRANDS } from './logo-url.ts'
import { serveLogo } from './serve-logo.ts'

const Address = z.tuple([z.string().refine((text) => isId('ws', text)), LogoSlot])

/** Logos for those who have no credentials: readers of mail, visitors of pages. */
export function brandingMounts(services: Services): Mount[] {
  return [
    {
      path: `${BRANDS}/*`,
      async handler(request, { requestId }) {
        try {
          return await answer(services, request)
        } catch (error) {
          return problemResponse(error, requestId)
        }
      },
    },
  ]
}

async function answer(services: Services, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
  }
  const { pathname, searchParams } = new URL(request.url)
  const address = Address.safeParse(pathname.slice(BRANDS.length + 1).split('/'))
  if (!address.success) throw new NotFoundError(brandingCodes.LOGO_NOT_FOUND, { slot: 'such' })
  const [workspaceId, slot] = address.data
  const row = await readLive(services, workspaceId)
  const storage = scopedStorage(services.storage, workspaceId)
  const open = openLogo(row?.logos[slot], slot, { storage, signal: request.signal })
  const isThisVersion = searchParams.get('v') === open.logo.sha256.slice(0, 16)
  const lifetime = isThisVersion ? 'max-age=31536000, immutable' : 'max-age=300'
  return serveLogo(open, request, `public, ${lifetime}`)
}

/** Of a workspace that is deleted, or waits to be, nothing is shown. */
async function readLive({ db }: Services, workspaceId: string): Promise<BrandingRow | null> {
  return db.tenant(workspaceId, async (tx) => {
    const { rows } = await tx.execute<Record<string, never>>(
      sql`select from galley.workspaces where id = ${workspaceId} and deleted_at is null`,
    )
    return rows.length > 0 ? readBranding(tx, workspaceId) : null
  })
}
