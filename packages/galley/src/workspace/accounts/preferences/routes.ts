import { z } from 'zod'
import { defineRoute } from '../../../platform/http/index.ts'
import { ACCOUNT } from '../../../platform/permission.ts'
import { getPreferences } from './get-preferences.ts'
import { Preferences, UpdatePreferencesInput } from './preferences.ts'
import { updatePreferences } from './update-preferences.ts'

const tag = 'account'
const permission = ACCOUNT
const path = '/account/preferences'

export const preferenceRoutes = [
  defineRoute({
    method: 'GET',
    path,
    tag,
    name: 'getPreferences',
    summary: 'Reads how you like the studio, and what you want to hear of.',
    permission,
    input: z.void(),
    output: Preferences,
    handle: ({ ctx }) => getPreferences({ ctx }),
  }),
  defineRoute({
    method: 'PATCH',
    path,
    tag,
    name: 'updatePreferences',
    summary: 'Changes what is named of your preferences; null brings a default back.',
    permission,
    input: UpdatePreferencesInput,
    output: Preferences,
    example: { studio: { theme: 'dark' }, notifications: { job_finished: 'none' } },
    handle: ({ ctx, input }) => updatePreferences({ ctx, input }),
  }),
]
