import { z } from 'zod'
import { defaultWishes, NotificationKind, NotificationWish } from './notification-wishes.ts'

/** BCP 47, as far as it can be told without a list. */
const language = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .max(35)
const itemId = z.string().regex(/^[a-z][a-z0-9_]{0,49}$/)

const mailShape = {
  notification: z
    .boolean()
    .describe('News by mail. What concerns your account and its security always comes.'),
}
const checklistShape = {
  isHidden: z.boolean(),
  dismissed: z.array(itemId).max(50).describe('Ids of items of GET /onboarding.'),
}
const studioShape = {
  theme: z.enum(['system', 'light', 'dark']),
  locale: language.nullable().describe("Language of the studio; null: the browser's."),
  density: z.enum(['comfortable', 'compact']),
  ghostText: z.boolean().describe('Suggestions while writing.'),
  singleKeyShortcuts: z.boolean().describe('Shortcuts without Ctrl, ⌘ or Alt.'),
  tips: z.boolean(),
  defaultLanguage: language.nullable().describe("Of new articles; null: their source's."),
  checklist: z.strictObject(checklistShape),
}

export const Preferences = z
  .object({
    version: z.literal(1).describe('Of this shape: a change that breaks readers raises it.'),
    mail: z.object(mailShape),
    studio: z.object(studioShape),
    notifications: z.record(NotificationKind, NotificationWish),
  })
  .meta({ id: 'AccountPreferences' })
export type Preferences = z.infer<typeof Preferences>

/** As RFC 7396 has it: what is absent stays, what is null goes back to its default. */
type PatchShape<Shape extends z.ZodRawShape> = {
  [Name in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Name]>>
}
function patchOf<Shape extends z.ZodRawShape>(shape: Shape) {
  const entries = Object.entries(shape).map(([name, schema]) => [
    name,
    z.optional(z.nullable(schema)),
  ])
  return z
    .strictObject(Object.fromEntries(entries) as PatchShape<Shape>)
    .nullable()
    .optional()
}

export const UpdatePreferencesInput = z.strictObject({
  mail: patchOf(mailShape),
  studio: patchOf({ ...studioShape, checklist: patchOf(checklistShape) }),
  notifications: z
    .partialRecord(NotificationKind, NotificationWish.nullable())
    .nullable()
    .optional(),
})
export type UpdatePreferencesInput = z.infer<typeof UpdatePreferencesInput>

const studioDefaults: Preferences['studio'] = {
  theme: 'system',
  locale: null,
  density: 'comfortable',
  ghostText: true,
  singleKeyShortcuts: true,
  tips: true,
  defaultLanguage: null,
  checklist: { isHidden: false, dismissed: [] },
}

/** What is kept: of these two sections what differs from the defaults. */
export type StoredPreferences = Record<string, unknown>

/** The stored ones over the defaults. What an older or newer release kept and means nothing here is passed over. */
export function completePreferences(
  stored: StoredPreferences,
): Pick<Preferences, 'version' | 'studio' | 'notifications'> {
  const studio = asObject(stored['studio'])
  const checklist = asObject(studio['checklist'])
  return {
    version: 1,
    studio: {
      ...overDefaults(studioShape, studio, studioDefaults),
      checklist: overDefaults(checklistShape, checklist, studioDefaults.checklist),
    },
    notifications: overDefaults(
      Object.fromEntries(NotificationKind.options.map((kind) => [kind, NotificationWish])),
      asObject(stored['notifications']),
      { ...defaultWishes },
    ),
  }
}

function overDefaults<Values extends object>(
  shape: Readonly<Record<string, z.core.$ZodType>>,
  stored: Record<string, unknown>,
  defaults: Values,
): Values {
  const known = Object.entries(shape).flatMap(([name, schema]) => {
    const parsed = z.safeParse(schema, stored[name])
    return parsed.success ? [[name, parsed.data]] : []
  })
  return { ...defaults, ...Object.fromEntries(known) }
}

/** RFC 7396 (JSON merge patch). */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged = new Map(Object.entries(asObject(target)))
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name)
    else if (value !== undefined) merged.set(name, mergePatch(merged.get(name), value))
  }
  return Object.fromEntries(merged)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const asObject = (value: unknown) => (isObject(value) ? value : {})
