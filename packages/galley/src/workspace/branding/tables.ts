import { jsonb, text } from 'drizzle-orm/pg-core'
import { galley, moment, tenantPolicy, workspaceId } from '../../platform/db/index.ts'
import type { LogoSlot, StoredLogo } from './logo-slot.ts'

/** How a workspace looks to those it speaks to. Null, and no row at all: as Galley looks itself. */
export const branding = galley.table(
  'branding',
  {
    workspaceId: workspaceId().primaryKey(),
    productName: text('product_name'),
    logos: jsonb('logos').$type<Partial<Record<LogoSlot, StoredLogo>>>().notNull().default({}),
    /** `#rrggbb`, lower case, as the other colours. */
    primaryColor: text('primary_color'),
    accentColor: text('accent_color'),
    backgroundColor: text('background_color'),
    senderName: text('sender_name'),
    senderReplyTo: text('sender_reply_to'),
    /** At a domain that was the workspace's own when it was set: looked at again at each use. */
    senderAddress: text('sender_address'),
    /** As above: shown only while it is verified. */
    customDomain: text('custom_domain'),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  () => [tenantPolicy()],
)
