import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { createTestSite, fits, keepSession, noBrowser, openBrowser } from '../../../test/browser.ts'
import type { TestSite } from '../../../test/browser.ts'
import { createPerson, join } from '../../../test/people.ts'
import type { Person } from '../../../test/people.ts'
import { totp } from '../../workspace/accounts/accounts.fixture.ts'

const password = 'correct horse 42 battery'
const hostile = '<img src=x onerror="document.title=1">'
const narrow = { width: 320, height: 700 }

// At the same time, since most of it is waiting: for hashes of passwords, and for mail.
describe('the pages for people, in a browser', { skip: noBrowser, concurrency: 4 }, () => {
  let site: TestSite
  let browser: Browser
  const complaints: string[] = []

  before(async () => {
    ;[site, browser] = await Promise.all([createTestSite(), openBrowser()])
  })
  after(async () => {
    await browser?.close()
    await site?.close()
    assert.deepEqual(complaints, [], 'nothing breaks the policy or throws on any page')
  })

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ baseURL: site.origin, ...options })
    context.setDefaultTimeout(60_000) // the machine may be busy
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
    page.on('console', (message) => {
      const isOwn = /Content Security Policy|TypeError|Refused/.test(message.text())
      if (isOwn) complaints.push(`${page.url()}: ${message.text()}`)
    })
    return page
  }

  const linkIn = ({ text }: { text: string }) => /http\S+/.exec(text)![0]
  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { level: 1, name }).waitFor()
  const press = (page: Page, name: string, exact = true) =>
    page.getByRole('button', { name, exact }).click()

  async function signUp(page: Page, email: string, name = 'Anna Berg'): Promise<void> {
    await page.getByLabel('Name').fill(name)
    const address = page.getByLabel('E-mail', { exact: true })
    if (!(await address.inputValue())) await address.fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await press(page, 'Make the account')
    await heading(page, 'Look into your mail')
  }

  async function signIn(page: Page, email: string, secret = password): Promise<void> {
    await page.getByLabel('E-mail', { exact: true }).fill(email)
    await page.getByLabel('Password', { exact: true }).fill(secret)
    await press(page, 'Sign in')
  }

  async function openFor(person: Person, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await open(options)
    await keepSession(site, page.context(), person)
    return page
  }

  it('lead to an account, two factors, a key, and out again', async () => {
    const page = await open({ viewport: narrow })
    await page.goto('/sign-up')
    await signUp(page, 'anna@example.com')
    assert.match(await page.locator('main').innerText(), /anna@example\.com/)

    const link = linkIn(await site.mailTo('anna@example.com'))
    assert.match(link, /\/verify-email#token=/)
    await page.goto(link)
    await press(page, 'This address is mine')
    await heading(page, 'Thank you')
    assert.equal(new URL(page.url()).hash, '', 'the token leaves the address bar')
    await page.getByRole('link', { name: 'Sign in' }).click()
    await signIn(page, 'anna@example.com')

    await heading(page, 'Your account')
    const person = page.getByRole('region', { name: 'You' })
    await person.getByText('Confirmed').waitFor()
    await page.getByText('Set it up').click()
    await page.locator('#factor-start-password').fill(password)
    await page.locator('#factor-start-form button.button').click()
    await page.getByRole('img', { name: /QR code/ }).waitFor()
    const uri = (await page.locator('#otpauth-link').getAttribute('href'))!
    assert.match(uri, /^otpauth:\/\/totp\//)
    const codes = await page.locator('#recovery-codes code').allInnerTexts()
    assert.equal(codes.length, 10)
    await page.locator('#factor-code').fill(totp(uri, -1))
    await press(page, 'Switch it on')
    await page.getByText('Two-factor sign-in is on.').waitFor()

    await page.locator('#key-name').fill(`Website ${hostile}`)
    await press(page, 'Make an API key')
    await page.getByText('It is shown this once').waitFor()
    const key = await page.locator('#key').innerText()
    assert.match(key, /^galley_sk_/)
    const answer = await fetch(`${site.origin}/api/v1/whoami`, {
      headers: { authorization: `Bearer ${key}` },
    })
    assert.equal(answer.status, 200)
    await page.reload()
    await heading(page, 'Your account')
    assert.ok(!(await page.content()).includes(key), 'shown once')

    await press(page, 'Sign out')
    await heading(page, 'You are signed out')
    await page.goto('/account')
    await heading(page, 'Sign in')
    assert.equal(new URL(page.url()).search, '?next=/account')
    await signIn(page, 'anna@example.com')
    await heading(page, 'One more step')
    await page.getByLabel('Code', { exact: true }).fill('000000')
    await press(page, 'Go on')
    await page.getByText('This code is not right').waitFor()
    await page.getByLabel('Code', { exact: true }).fill(totp(uri))
    await press(page, 'Go on')
    await heading(page, 'Your account')
    assert.ok(await fits(page), 'nothing is wider than the screen')
    await page.context().close()

    const other = await open()
    await other.goto('/sign-in')
    await signIn(other, 'anna@example.com')
    await press(other, 'Use a recovery code')
    await other.getByLabel('Recovery code').fill(codes[0]!)
    await press(other, 'Go on')
    await heading(other, 'Your account')
    await other.context().close()
  })

  it('let somebody choose a new password, once for each link', async () => {
    const email = 'bert@example.com'
    await site.call('POST', '/auth/sign-up', { name: 'Bert', email, password })
    await site.mailTo(email)
    const page = await open()
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Forgotten?' }).click()
    await page.getByLabel('E-mail', { exact: true }).fill(email)
    await press(page, 'Send the link')
    await heading(page, 'Look into your mail')

    const link = linkIn(await site.mailTo(email))
    assert.match(link, /\/reset-password#token=/)
    await page.goto(link)
    await page.getByLabel('New password', { exact: true }).fill('short')
    await press(page, 'Set it')
    await page.getByText('Take 10 characters or more.').waitFor()
    const field = page.getByLabel('New password', { exact: true })
    assert.equal(await field.getAttribute('aria-invalid'), 'true')
    await field.fill('password1234')
    await press(page, 'Set it')
    await page.locator('#password-error', { hasText: 'Too easy to guess' }).waitFor()
    assert.ok(await field.evaluate((input) => input === document.activeElement))
    await field.fill('seven worms in the garden')
    await press(page, 'Show: New password')
    assert.equal(await field.getAttribute('type'), 'text')
    await press(page, 'Set it')
    await heading(page, 'Your password is set')
    await page.getByRole('link', { name: 'Sign in' }).click()
    await signIn(page, email, 'seven worms in the garden')
    await heading(page, 'Your account')

    await page.goto('/docs')
    await page.goto(link)
    await page.getByLabel('New password', { exact: true }).fill('another one of my own')
    await press(page, 'Set it')
    await heading(page, 'This link does not work')
    await page.getByRole('link', { name: 'Ask for a new one' }).click()
    await heading(page, 'A new password')
    await page.context().close()
  })

  it('bring who is invited into the workspace, by way of a new account', async () => {
    const owner = await createPerson(site, { name: `Olga ${hostile}` })
    const made = await owner.call('POST', '/workspaces', { name: `Garden ${hostile}` })
    const place = { 'galley-workspace': made.json.id }
    const email = 'carla@example.com'
    await owner.call('POST', '/invitations', { email, role: 'editor' }, place)
    const link = linkIn(await site.mailTo(email))

    const page = await open({ viewport: narrow })
    await page.goto(link)
    await page.getByRole('link', { name: 'Make an account' }).waitFor()
    const told = await page.locator('main').innerText()
    assert.ok(told.includes(`Garden ${hostile}`) && told.includes(`Olga ${hostile}`), told)
    assert.equal(await page.locator('main img').count(), 0)
    assert.ok(await fits(page))
    await page.getByRole('link', { name: 'Make an account' }).click()
    await page.getByText('You are invited to').waitFor()
    assert.ok(
      await page
        .getByLabel('E-mail', { exact: true })
        .evaluate((input) => input.matches(':read-only')),
    )
    await signUp(page, email, 'Carla')

    const elsewhere = await page.context().newPage()
    await elsewhere.goto(linkIn(await site.mailTo(email)))
    await press(elsewhere, 'This address is mine')
    await elsewhere.getByRole('link', { name: 'Sign in' }).click()
    await signIn(elsewhere, email)
    await heading(elsewhere, 'You are invited')
    await press(elsewhere, 'Accept')
    await heading(elsewhere, 'You are in')
    await elsewhere.getByRole('link', { name: 'Go on' }).click()
    const workspaces = elsewhere.getByRole('region', { name: 'Workspaces' })
    await workspaces.getByText(`Garden ${hostile}`).waitFor()
    await workspaces.getByText('You are here').waitFor()
    assert.match(await workspaces.innerText(), /editor/i)
    await elsewhere.getByText('Your role here makes no keys').waitFor()

    // Somebody else who opens the link is told whose it is; an old one, that it is over.
    const stranger = await openFor(await createPerson(site))
    const second = 'dora@example.com'
    await owner.call('POST', '/invitations', { email: second, role: 'viewer' }, place)
    const another = linkIn(await site.mailTo(second))
    await stranger.goto(another)
    await heading(stranger, 'For another address')
    await stranger.goto(link)
    await heading(stranger, 'This invitation does not work')
    await Promise.all([page.context().close(), stranger.context().close()])
  })

  it('know passkeys', async () => {
    const anna = await createPerson(site, { name: 'Anna' })
    const page = await openFor(anna)
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto('/account')
    await press(page, 'Add a passkey')
    await page.getByRole('button', { name: /^Remove the passkey/ }).waitFor()
    await press(page, 'Sign out')
    await page.getByRole('link', { name: 'Sign in' }).click()
    // What the browser offers by itself may be quicker than the press.
    await page
      .getByRole('button', { name: 'Passkey' })
      .click()
      .catch(() => undefined)
    await heading(page, 'Your account')
    await page.getByRole('button', { name: /^Remove the passkey/ }).click()
    await page.getByText('You have none yet.').waitFor()
    await page.context().close()
  })

  it('change what an account is, and where it is', async () => {
    const anna = await createPerson(site, { name: `Anna ${hostile}` })
    await join(site, anna, site.workspaceId, 'viewer')
    const page = await openFor(anna, { userAgent: `Firefox ${hostile}` })
    const other = await openFor(anna)
    await page.goto('/account')
    const person = page.getByRole('region', { name: 'You' })
    await person.getByText(hostile).first().waitFor()
    await page.getByText('Change your name').click()
    await page.locator('#name').fill('Anna Wald')
    await press(page, 'Save')
    await person.getByText('Your name was changed.').waitFor()
    assert.equal(await page.locator('[data-text="name"]').innerText(), 'Anna Wald')

    await page.getByText('Make a workspace').click()
    await page.locator('#workspace').fill(`Mine ${hostile}`)
    await press(page, 'Make it')
    const workspaces = page.getByRole('region', { name: 'Workspaces' })
    await workspaces.getByText(`Mine ${hostile}`).waitFor()
    await press(page, 'Switch to Test')
    await workspaces.locator('li', { hasText: 'Test' }).getByText('You are here').waitFor()
    assert.equal(await page.locator('main img, main script').count(), 0)

    await site.database.db.system.execute(
      `update galley.sessions set created_at = now() where user_id = '${anna.userId}'`,
    )
    await page.context().setOffline(true)
    await page.getByText('Change your name').click()
    await page.locator('#name').fill('Nobody')
    await press(page, 'Save')
    await page.getByText('You are offline.').waitFor()
    await page.context().setOffline(false)
    await Promise.all([page.context().close(), other.context().close()])
  })

  it('go on to places of this site only', async () => {
    const email = 'emil@example.com'
    await site.call('POST', '/auth/sign-up', { name: 'Emil', email, password })
    const token = /token=([\w-]+)/.exec((await site.mailTo(email)).text)![1]
    await site.call('POST', '/auth/verification/confirm', { token })
    const page = await open()
    for (const next of ['//evil.example', 'javascript:alert(1)']) {
      await page.context().clearCookies()
      await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
      await signIn(page, email)
      await heading(page, 'Your account')
      await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
      assert.equal(await page.getByRole('link', { name: 'Go on' }).getAttribute('href'), '/account')
    }
    await page.context().clearCookies()
    await page.goto('/sign-in?next=/docs%23overview')
    await signIn(page, email)
    await page.waitForURL('**/docs#overview')
    await page.context().close()
  })

  it('say how long to wait', async () => {
    const page = await open()
    await page.goto('/sign-in')
    const wrong = async () => {
      await signIn(page, 'nobody@example.com', 'not the password')
      await page.locator('#password-form[aria-busy=false]').waitFor()
      return page.locator('#password-form [data-problem]').innerText()
    }
    assert.match(await wrong(), /do not fit together/)
    let told = ''
    for (let tries = 0; tries < 12 && !/Too many/.test(told); tries++) told = await wrong()
    assert.match(told, /^Too many attempts\. Try again in \d+ seconds?\.$/)
    await page.context().close()
  })

  it('tell what they need where scripts are off, and send nothing', async () => {
    const page = await open({ javaScriptEnabled: false })
    for (const path of ['/sign-in', '/sign-up', '/join', '/verify-email', '/reset-password']) {
      await page.goto(path)
      assert.match(await page.locator('body').innerText(), /This page needs JavaScript/)
      assert.equal(await page.locator('input:visible').count(), 0)
    }
    await page.context().close()
  })
})
