import { z } from 'zod'
import { defineRoute } from '../../platform/http/index.ts'
import { resubscribe } from './resubscribe.ts'
import { unsubscribe } from './unsubscribe.ts'
import { unsubscribePage } from './unsubscribe-page.ts'

const WithToken = z.object({ token: z.string().max(200).describe('From a link in a mail.') })

const Subscription = z.object({
  category: z.string().describe('What kind of mail it is about: `notification`.'),
  isSubscribed: z.boolean(),
})

export const mailRoutes = [
  defineRoute({
    method: 'POST',
    path: '/mail/unsubscribe',
    tag: 'mail',
    name: 'unsubscribe',
    summary: 'Ends mail of one kind to one address, by the token in the mail.',
    permission: null,
    input: WithToken,
    output: Subscription,
    handle: ({ ctx, input }) => unsubscribe({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/mail/resubscribe',
    tag: 'mail',
    name: 'resubscribe',
    summary: 'Takes that back.',
    permission: null,
    input: WithToken,
    output: Subscription,
    handle: ({ ctx, input }) => resubscribe({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/mail/unsubscribe',
    tag: 'mail',
    name: 'showUnsubscribe',
    summary:
      'The page behind the link in a mail. Opening it changes nothing: scanners do that too.',
    permission: null,
    input: WithToken,
    output: z.string(),
    produces: ['text/html'],
    handle: async ({ input }) => unsubscribePage(input.token),
  }),
  defineRoute({
    method: 'POST',
    path: '/mail/one-click',
    tag: 'mail',
    name: 'oneClick',
    summary: 'What mail programs call for "List-Unsubscribe=One-Click" (RFC 8058), and that page.',
    permission: null,
    body: 'raw',
    maximumBodyBytes: 10_000,
    input: WithToken,
    output: z.string(),
    produces: ['text/plain'],
    async handle({ ctx, input }) {
      await unsubscribe({ ctx, input })
      return new Response('You will get no more of these mails.\n', {
        headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
      })
    },
  }),
]
