import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startModelServer } from '../../../packages/galley/fakes/models/index.ts'
import type { ModelServer } from '../../../packages/galley/fakes/models/index.ts'
import { noBrowser } from '../../../packages/galley/test/browser.ts'
import { checkAccessibility } from './accessibility.ts'
import { createStudioSite, openPage } from './studio-site.ts'
import type { StudioPage, StudioPerson, StudioSite } from './studio-site.ts'

interface Read {
  content: { parts: { markdown: string }[] }
}

interface Preferences {
  studio: { ghost_text: boolean }
}

async function until(isSo: () => Promise<boolean>, what = 'so'): Promise<void> {
  for (let tries = 0; !(await isSo()); tries++) {
    if (tries > 60) throw new Error(`It did not become ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const words = ' and dance to tell the way.'

const ghost = (page: StudioPage) => page.locator('.article-text .ghost')
const shown = async (page: StudioPage) => {
  await ghost(page).waitFor()
  await page.waitForFunction(
    (end) => document.querySelector('.ghost')?.textContent.endsWith(end),
    'the way.',
  )
}

describe('with a model', { skip: noBrowser, timeout: 200_000 }, () => {
  let models: ModelServer
  let site: StudioSite
  let anna: StudioPerson
  before(async () => {
    models = await startModelServer({ protocol: 'anthropic', answer: () => ({ text: words }) })
    site = await createStudioSite({
      ANTHROPIC_API_KEY: 'key',
      ANTHROPIC_BASE_URL: models.url,
      GALLEY_MODEL: 'anthropic:claude-haiku-5-5',
      GALLEY_ALLOW_PRIVATE_NETWORK: '1',
    })
    anna = await site.person({ name: 'Anna Berg' })
  })
  after(() => site.close().finally(() => models.close()))

  /** An article with the cursor at its end, where something has just been written. */
  const write = async (typed = ' They fly') => {
    const { id } = await anna.ask<{ id: string }>('POST', '/documents', {
      fields: { title: 'On bees' },
      parts: [{ heading: 'Flight', markdown: 'Bees look for flowers.' }],
    })
    const page = await openPage(anna, `/articles/${id}`)
    await page.locator('.article-text section p').click()
    await page.keyboard.press('End')
    await page.keyboard.type(typed)
    const becomes = (markdown: string) =>
      until(async () => {
        const { content } = await anna.ask<Read>('GET', `/documents/${id}`)
        return content.parts[0]!.markdown === markdown
      }, markdown)
    return {
      page,
      becomes,
      text: async () => (await page.locator('.article-text section p').innerText()).trimEnd(),
    }
  }
  const asked = () => models.requests.length

  it('Tab takes the words in grey, and one undo gives exactly them back', async () => {
    const { page, becomes } = await write()
    await shown(page)
    await checkAccessibility(page, 'an article with words in grey')
    // What is not taken is no part of the text.
    await becomes('Bees look for flowers. They fly')
    assert.match(await page.getByRole('status').allInnerTexts().then(String), /Tab takes it/)
    await page.keyboard.press('Tab')
    await ghost(page).waitFor({ state: 'detached' })
    await becomes(`Bees look for flowers. They fly${words}`)
    await page.keyboard.type(' Yes.')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await becomes('Bees look for flowers. They fly')
    assert.equal(await ghost(page).count(), 0)
    await page.keyboard.press('Control+Shift+z')
    await becomes(`Bees look for flowers. They fly${words}`)
    await page.close()
  })

  it('a word at a time, typed through, and dismissed', async () => {
    const { page, text } = await write()
    await shown(page)
    await page.keyboard.press('Control+ArrowRight')
    await page.keyboard.type(' dance')
    assert.equal(await ghost(page).innerText(), ' to tell the way.')
    assert.match(await text(), /They fly and dance to tell the way\.$/)
    await page.keyboard.press('Escape')
    assert.equal(await ghost(page).count(), 0)
    assert.match(await text(), /They fly and dance$/)
    // Without words in grey Tab leads on through the page.
    await page.keyboard.press('Tab')
    assert.ok(await page.evaluate(() => !document.activeElement!.matches('.article-text')))
    await page.close()
  })

  it('any other edit and any other place end them', async () => {
    const { page } = await write()
    await shown(page)
    await page.keyboard.type('!')
    await ghost(page).waitFor({ state: 'detached' })
    await shown(page)
    await page.keyboard.press('ArrowLeft')
    assert.equal(await ghost(page).count(), 0)
    await page.close()
  })

  it('an input method is left alone', async () => {
    const { page, text } = await write()
    await shown(page)
    const before = asked()
    const session = await page.context().newCDPSession(page)
    await session.send('Input.imeSetComposition', {
      text: 'は',
      selectionStart: 1,
      selectionEnd: 1,
    })
    await ghost(page).waitFor({ state: 'detached' })
    await page.waitForTimeout(1200)
    assert.equal(asked(), before, 'asked in the middle of a composition')
    await session.send('Input.insertText', { text: '花' })
    await shown(page)
    await page.keyboard.press('Tab')
    assert.match(await text(), /花 and dance to tell the way\.$/)
    await page.close()
  })

  it('nobody is asked when it is switched off', async () => {
    const preferences = await openPage(anna, '/account/preferences')
    await preferences.getByRole('switch', { name: 'Suggestions while writing' }).click()
    // At once gone again: the choice is kept all the same.
    await preferences.goto('about:blank')
    await preferences.goto(`${site.origin}/`)
    await until(async () => {
      const { studio } = await anna.ask<Preferences>('GET', '/account/preferences')
      return !studio.ghost_text
    })
    await preferences.close()
    const before = asked()
    const { page } = await write()
    await page.waitForTimeout(1500)
    assert.equal(asked(), before)
    assert.equal(await ghost(page).count(), 0)
    await page.close()
  })

  it('a model is connected with a key of one’s own, and says when it fails', async () => {
    const server = await startModelServer({
      protocol: 'openai',
      answer: () => ({ answer: 'yes' }),
      script: [{ kind: 'status', status: 401 }],
    })
    const page = await openPage(anna, '/settings/models')
    await page.getByRole('button', { name: 'Connect Another server' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Address of the server').fill(server.url)
    await dialog.getByLabel('API key').fill('sk-wrong')
    await dialog.getByLabel('Model', { exact: true }).fill('llama3:8b')
    await checkAccessibility(page, 'the dialog of a connection')
    await dialog.getByRole('button', { name: 'Save and test' }).click()
    await dialog.getByText('It is saved, but did not answer').waitFor()
    await dialog.getByText(/refused the credentials \(401\)/).waitFor()
    await dialog.getByLabel('API key').fill('sk-right')
    await dialog.getByText('Price, in US dollars per million tokens').click()
    await dialog.getByLabel('In', { exact: true }).fill('0.05')
    await dialog.getByLabel('Out', { exact: true }).fill('0.1')
    await dialog.getByRole('button', { name: 'Save and test' }).click()
    await dialog.getByText(/compatible:llama3:8b answered in/).waitFor()
    await dialog.getByText(/That cost \$/).waitFor()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.getByText('Key ends in ight').waitFor()
    await page.getByRole('rowheader', { name: /compatible:llama3:8b.*standard.*yours/ }).waitFor()
    await checkAccessibility(page, 'models, with a connection')

    server.enqueue({ kind: 'status', status: 401 })
    await page.getByRole('button', { name: 'Test the connection to Another server' }).click()
    await page.getByText('Fails', { exact: true }).waitFor()
    await page.getByText(/Check the key of the connection/).waitFor()
    await page.getByRole('button', { name: 'Disconnect Another server' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
    await page.getByRole('button', { name: 'Connect Another server' }).waitFor()
    await page.close()
    await server.close()
  })
})
