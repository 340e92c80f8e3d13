import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { noBrowser } from '../../../packages/galley/test/browser.ts'
import { checkAccessibility } from './accessibility.ts'
import { createStudioSite, openPage, pressUntil, settled } from './studio-site.ts'
import type { StudioPage, StudioPerson, StudioSite } from './studio-site.ts'

describe('a day in the studio', { skip: noBrowser, timeout: 240_000 }, () => {
  let site: StudioSite
  let anna: StudioPerson
  before(async () => {
    site = await createStudioSite()
    anna = await site.person({ name: 'Anna Berg' })
  })
  after(() => site.close())

  const text = (page: StudioPage) => page.locator('.article-text')

  it('begins with an account, made and entered in the browser', async () => {
    const context = await site.browser.newContext({ baseURL: site.origin, reducedMotion: 'reduce' })
    const page = await openPage({ context }, '/')
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.getByRole('link', { name: 'Make an account' }).click()
    await page.getByLabel('Name').fill('Tom Reed')
    await page.getByLabel('E-mail address').fill('tom@example.com')
    await page.getByLabel('Password', { exact: true }).fill('short')
    await page.getByLabel('Password', { exact: true }).fill('another sentence for it')
    await page.getByRole('button', { name: 'Make an account' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Account of Tom Reed' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Signed out' }).waitFor()
    assert.deepEqual(page.mistakes, [])
    await context.close()
  })

  it('brings sources in by pasting, and says what is wrong with one that cannot be read', async () => {
    const page = await openPage(anna, '/sources')
    await page.getByRole('button', { name: 'Add sources' }).first().click()
    await page.getByRole('radio', { name: 'Paste text' }).check()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Paste something first.').waitFor()
    await checkAccessibility(page, 'the dialog that adds sources')
    await page
      .getByRole('textbox', { name: 'Text' })
      .fill('# Bees\n\nBees dance. They say where it is.')
    await page.getByRole('textbox', { name: 'Title' }).fill('Bees')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('“Bees” was added.').waitFor()
    await page.getByRole('radio', { name: 'Files' }).check()
    await page.setInputFiles('input[type=file]', {
      name: 'broken.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7 and nothing behind it'),
    })
    await page.getByText('broken.pdf could not be added').waitFor()
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('link', { name: 'Bees' }).click()
    await page.getByRole('heading', { name: 'Bees', level: 1 }).waitFor()
    await page.getByRole('searchbox', { name: 'Find in this source' }).fill('dance')
    await page.getByText('1 place', { exact: true }).waitFor()
    await checkAccessibility(page, 'a source')
    assert.deepEqual(page.mistakes, [])
    await page.close()
  })

  it('goes everywhere by the keyboard: palette, shortcuts, menus', async () => {
    const page = await openPage(anna, '/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Account of Anna Berg' }).waitFor()
    const palette = page.getByRole('combobox', { name: 'Command palette' })
    await pressUntil(page, 'Control+k', palette)
    await checkAccessibility(page, 'the palette')
    await palette.fill('bees')
    await page.getByRole('option', { name: 'Bees' }).waitFor()
    await palette.fill('audit')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Audit log' }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('j')
    await page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await checkAccessibility(page, 'the sheet of shortcuts')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Account of Anna Berg' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('menuitem', { name: 'Profile' }).waitFor()
    await checkAccessibility(page, 'the menu of the account', [1280])
    await page.keyboard.press('End')
    await page.keyboard.press('Escape')
    assert.equal(
      await page.evaluate(() => document.activeElement?.textContent),
      'ABAccount of Anna Berg',
    )
    assert.deepEqual(page.mistakes, [])
    await page.close()
  })

  it('finishes a job while nobody looks, and says so', async () => {
    const page = await openPage(anna, '/')
    await page.getByRole('button', { name: 'Write it' }).click()
    await page.waitForURL(/\/jobs\/job_/)
    const address = page.url()
    await page.close()
    const again = await openPage(anna, address)
    await again.getByRole('link', { name: 'Open the article' }).waitFor()
    await checkAccessibility(again, 'a finished run')
    assert.deepEqual(again.mistakes, [])
    await again.close()
  })

  it('goes on when the server restarts under an open page', async () => {
    const page = await openPage(anna, '/jobs')
    await settled(page)
    const rows = await page.getByRole('row').count()
    await site.restart(() => page.getByText('No connection to the server').waitFor())
    await page.getByText('No connection to the server').waitFor({ state: 'detached' })
    await anna.ask('POST', '/samples/talk', {})
    await page.waitForFunction((before) => document.querySelectorAll('tr').length > before, rows)
    assert.deepEqual(page.mistakes, [])
    await page.close()
  })

  it('lets two people write one article', async () => {
    const invitation = await anna.ask<{ link: string }>('POST', '/invitations', {
      role: 'editor',
      maximum_uses: 1,
    })
    const ben = await site.person({ name: 'Ben Ota' })
    await ben.ask('POST', '/invitations/accept', {
      token: invitation.link.split('#')[1]!.replace('token=', ''),
    })
    const { workspace } = await anna.ask<{ workspace: { id: string } }>('GET', '/whoami')
    await ben.ask('POST', `/workspaces/${workspace.id}/switch`, {})
    const { id } = await anna.ask<{ id: string }>('POST', '/documents', {
      fields: { title: 'Of two' },
      parts: [
        { heading: 'One', markdown: 'Her part.' },
        { heading: 'Two', markdown: 'His part.' },
      ],
    })
    const [hers, his] = await Promise.all([
      openPage(anna, `/articles/${id}`),
      openPage(ben, `/articles/${id}`),
    ])
    const write = async (page: StudioPage, paragraph: number, words: string) => {
      await page.locator('.article-text section p').nth(paragraph).click()
      await page.keyboard.press('End')
      await page.keyboard.type(words)
    }
    await Promise.all([write(hers, 0, ' She wrote.'), write(his, 1, ' He wrote.')])
    for (const page of [hers, his]) {
      await page.waitForFunction(() => {
        const words = document.querySelector('.article-text')?.textContent ?? ''
        return words.includes('She wrote.') && words.includes('He wrote.')
      })
      assert.deepEqual(page.mistakes, [])
    }
    await hers.close()
    await his.close()
  })

  it('opens an article of 300 sections and 100,000 words, and saves what is written in it', async () => {
    const words = 'Bees carry pollen from one flower to the next all day long. '.repeat(30)
    const { id } = await anna.ask<{ id: string }>('POST', '/documents', {
      fields: { title: 'A long one' },
      parts: Array.from({ length: 300 }, (_, index) => ({
        heading: `Section ${index + 1}`,
        markdown: words.trim(),
      })),
    })
    const page = await openPage(anna, `/articles/${id}`)
    await text(page).waitFor({ timeout: 40_000 })
    await page.locator('.article-text section p').first().click()
    await page.keyboard.press('Home')
    await page.keyboard.type('Once. ')
    await page.getByText('Saved', { exact: true }).waitFor({ timeout: 40_000 })
    const { content } = await anna.ask<{ content: { parts: { markdown: string }[] } }>(
      'GET',
      `/documents/${id}`,
    )
    assert.ok(content.parts[0]!.markdown.includes('Once. '))
    assert.equal(content.parts[299]!.markdown, words.trim())
    assert.deepEqual(page.mistakes, [])
    await page.close()
  })

  it('speaks German, stretches, and reads from right to left', async () => {
    const page = await openPage(anna, '/account/preferences')
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
    await page.getByRole('heading', { name: 'Vorlieben', level: 1 }).waitFor()
    assert.equal(await page.getAttribute('html', 'lang'), 'de')
    for (const locale of ['en-XA', 'ar-XB']) {
      for (const path of [
        '/',
        '/sources',
        '/jobs',
        '/usage',
        '/settings/members',
        '/account/security',
      ]) {
        await page.evaluate((value) => localStorage.setItem('galley.locale', value), locale)
        await page.goto(path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        assert.equal(await page.getAttribute('html', 'dir'), locale === 'ar-XB' ? 'rtl' : 'ltr')
        for (const width of [1280, 390]) {
          await page.setViewportSize({ width, height: 800 })
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          assert.ok(over <= 0, `${path} in ${locale} is ${over} px too wide at ${width} px`)
        }
      }
    }
    assert.deepEqual(page.mistakes, [])
    await page.evaluate(() => localStorage.setItem('galley.locale', 'en'))
    await page.close()
  })

  it('says so when the session is ended elsewhere', async () => {
    const page = await openPage(anna, '/articles')
    await page.getByRole('heading', { name: 'Articles', level: 1 }).waitFor()
    await page.waitForTimeout(500)
    const other = await site.browser.newContext({ baseURL: site.origin })
    await other.request.post(`${site.origin}/api/v1/auth/sign-in`, {
      data: { email: anna.email, password: anna.password },
    })
    await other.request.delete(`${site.origin}/api/v1/account/sessions`)
    await other.close()
    const dialog = page.getByRole('dialog', { name: 'The session has ended' })
    await dialog.waitFor({ timeout: 20_000 })
    await checkAccessibility(page, 'the end of a session')
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel('E-mail address').fill(anna.email)
    await page.getByLabel('Password', { exact: true }).fill(anna.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Articles', level: 1 }).waitFor()
    assert.deepEqual(page.mistakes, [])
    await page.close()
  })
})
