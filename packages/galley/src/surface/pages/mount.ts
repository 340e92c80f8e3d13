import { html } from 'hono/html'
import type { Services } from '../../platform/context.ts'
import { UnauthenticatedError } from '../../platform/error.ts'
import type { Authenticate, Mount, MountOrigin } from '../../platform/http/index.ts'
import { authMethods } from '../../workspace/accounts/index.ts'
import { accountPage } from './account-page.ts'
import { assetsMount } from './assets.ts'
import { joinPage } from './join-page.ts'
import { forgotPasswordPage, resetPasswordPage } from './password-pages.ts'
import { renderScripted } from './render.ts'
import { signInPage } from './sign-in-page.ts'
import { signOutPage } from './sign-out-page.ts'
import { signUpPage } from './sign-up-page.ts'
import { verifyEmailPage } from './verify-email-page.ts'
import type { Visit } from './visit.ts'

export interface PagesOptions {
  services: Services
  authenticate: Authenticate
}

const pages: Readonly<Record<string, (visit: Visit) => Promise<Response>>> = {
  '/sign-in': signInPage,
  '/sign-up': signUpPage,
  '/sign-out': signOutPage,
  '/verify-email': verifyEmailPage,
  '/forgot-password': forgotPasswordPage,
  '/reset-password': resetPasswordPage,
  '/join': joinPage,
  '/account': accountPage,
}

/** Where links in mail lead, and where people make an account and look after it. */
export function pageMounts(options: PagesOptions): Mount[] {
  return [
    ...Object.entries(pages).map(([path, render]) => ({
      path,
      handler: async (request: Request, origin: MountOrigin) =>
        isRead(request)
          ? render(await openVisit(options, request, origin))
          : nothingSent(new URL(request.url).pathname),
    })),
    { path: '/account/security', handler: () => seeOther('/account#security') },
    assetsMount,
  ]
}

async function openVisit(
  { services, authenticate }: PagesOptions,
  request: Request,
  { address }: MountOrigin,
): Promise<Visit> {
  const cookie = request.headers.get('cookie')
  const [methods, signedInAs] = await Promise.all([
    authMethods(services),
    cookie === null ? null : nameOf(authenticate(onlyCookie(request.url, cookie), address)),
  ])
  return { url: new URL(request.url), methods, signedInAs }
}

const onlyCookie = (url: string, cookie: string) => new Request(url, { headers: { cookie } })

async function nameOf(caller: ReturnType<Authenticate>): Promise<string | null> {
  try {
    const { actor } = await caller
    return actor.kind === 'user' ? actor.name : null
  } catch (error) {
    if (error instanceof UnauthenticatedError) return null
    throw error
  }
}

const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD'

/** A form came by itself: its script did not load. What it held is not read. */
async function nothingSent(path: string): Promise<Response> {
  const title = 'That did not work'
  const page = await renderScripted({
    title,
    description: 'The page was not complete.',
    body: html`<h1>${title}</h1>
      <p class="about">The page was not loaded as a whole, so nothing was done.</p>
      <p class="next"><a class="button" href="${path}">Load it again</a></p>`,
  })
  return new Response(page.body, {
    status: 405,
    headers: { ...Object.fromEntries(page.headers), allow: 'GET, HEAD' },
  })
}

const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
