import { z } from 'zod'
import { defineRoute } from '../../platform/http/index.ts'
import { ACCOUNT } from '../../platform/permission.ts'
import { Account, getAccount, updateAccount, UpdateAccountInput } from './account.ts'
import { reply } from './auth-routes.ts'
import { changeEmail, ChangeEmailAnswer, ChangeEmailInput } from './change-email.ts'
import { changePassword, ChangePasswordInput } from './change-password.ts'
import {
  endOtherSessions,
  endSession,
  EndedSessions,
  EndSessionInput,
  listSessions,
  SessionList,
} from './own-sessions.ts'
import { listSecurityEvents, ListSecurityEventsInput, SecurityEventPage } from './security-log.ts'

const tag = 'account'
const permission = ACCOUNT

export const accountRoutes = [
  defineRoute({
    method: 'GET',
    path: '/account',
    tag,
    name: 'get',
    summary: 'Reads who is signed in, and extends their session.',
    permission,
    input: z.void(),
    output: Account,
    handle: async ({ ctx, request: { headers } }) =>
      reply(await getAccount({ ctx, input: undefined, headers })),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/account',
    tag,
    name: 'update',
    summary: 'Changes what you are called.',
    permission,
    input: UpdateAccountInput,
    output: Account,
    handle: ({ ctx, input, request: { headers } }) => updateAccount({ ctx, input, headers }),
  }),
  defineRoute({
    method: 'POST',
    path: '/account/email',
    tag,
    name: 'changeEmail',
    summary: 'Asks for another e-mail address, which is verified first.',
    permission,
    input: ChangeEmailInput,
    output: ChangeEmailAnswer,
    handle: ({ ctx, input, request: { headers } }) => changeEmail({ ctx, input, headers }),
  }),
  defineRoute({
    method: 'POST',
    path: '/account/password',
    tag,
    name: 'changePassword',
    summary: 'Changes the password, and ends every other session.',
    permission,
    input: ChangePasswordInput,
    output: z.void(),
    status: 204,
    handle: async ({ ctx, input, request: { headers } }) =>
      reply(await changePassword({ ctx, input, headers })),
  }),
  defineRoute({
    method: 'GET',
    path: '/account/sessions',
    tag,
    name: 'listSessions',
    summary: 'Lists where you are signed in.',
    permission,
    input: z.void(),
    output: SessionList,
    handle: ({ ctx, request: { headers } }) => listSessions({ ctx, input: undefined, headers }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/account/sessions',
    tag,
    name: 'endOtherSessions',
    summary: 'Signs you out everywhere else.',
    permission,
    input: z.void(),
    output: EndedSessions,
    handle: ({ ctx, request: { headers } }) => endOtherSessions({ ctx, input: undefined, headers }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/account/sessions/{session_id}',
    tag,
    name: 'endSession',
    summary: 'Signs one browser out.',
    permission,
    input: EndSessionInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input, request: { headers } }) => endSession({ ctx, input, headers }),
  }),
  defineRoute({
    method: 'GET',
    path: '/account/security-log',
    tag,
    name: 'securityLog',
    summary: 'Lists what happened to your account, newest first.',
    permission,
    input: ListSecurityEventsInput,
    output: SecurityEventPage,
    handle: ({ ctx, input }) => listSecurityEvents({ ctx, input }),
  }),
]
