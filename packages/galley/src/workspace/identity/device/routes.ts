import { z } from 'zod'
import { defineRoute } from '../../../platform/http/index.ts'
import {
  approveDeviceGrant,
  ApproveDeviceGrantInput,
  denyDeviceGrant,
  DenyDeviceGrantInput,
} from './decide-device-grant.ts'
import { lookupDeviceGrant, LookupDeviceGrantInput, PendingDevice } from './lookup-device-grant.ts'
import { DeviceKey, pollDeviceGrant, PollDeviceGrantInput } from './poll-device-grant.ts'
import { DeviceGrant, startDeviceGrant, StartDeviceGrantInput } from './start-device-grant.ts'

const tag = 'device'

export const deviceRoutes = [
  defineRoute({
    method: 'POST',
    path: '/auth/device/code',
    tag,
    name: 'start',
    summary: 'Begins the sign-in of a program without a browser: a code for a person to type.',
    permission: null,
    input: StartDeviceGrantInput,
    output: DeviceGrant,
    isShownOnce: true,
    example: { client_name: 'galley on anna-laptop' },
    handle: ({ ctx, input, request }) =>
      startDeviceGrant({
        ctx,
        input,
        origin: new URL(ctx.config.PUBLIC_URL ?? request.url).origin,
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/device/token',
    tag,
    name: 'poll',
    summary:
      'Asks whether the program was let in: a key, once, or authorization_pending, slow_down, access_denied, expired_token.',
    permission: null,
    input: PollDeviceGrantInput,
    output: DeviceKey,
    isShownOnce: true,
    handle: ({ ctx, input }) => pollDeviceGrant({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/device/lookup',
    tag,
    name: 'lookup',
    summary: 'Says what asks to be let in under a code.',
    permission: 'identity.read',
    input: LookupDeviceGrantInput,
    output: PendingDevice,
    example: { user_code: 'WDJB-MJHT' },
    handle: ({ ctx, input, request: { headers } }) => lookupDeviceGrant({ ctx, input, headers }),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/device/approve',
    tag,
    name: 'approve',
    summary: 'Lets a program in, as the person who says so, into the workspace that they are in.',
    permission: 'identity.read',
    input: ApproveDeviceGrantInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input, request: { headers } }) => approveDeviceGrant({ ctx, input, headers }),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/device/deny',
    tag,
    name: 'deny',
    summary: 'Refuses a program.',
    permission: 'identity.read',
    input: DenyDeviceGrantInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => denyDeviceGrant({ ctx, input }),
  }),
]
