import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startModelServer } from '../../../packages/galley/fakes/models/index.ts'
import { plausibleAnswer } from '../../../packages/galley/fakes/models/plausible.ts'
import type { ModelServer } from '../../../packages/galley/fakes/models/index.ts'
import { noBrowser } from '../../../packages/galley/test/browser.ts'
import { checkAccessibility } from './accessibility.ts'
import { createStudioSite, openPage } from './studio-site.ts'
import type { StudioPerson, StudioSite } from './studio-site.ts'

const talk =
  'Mason bees live alone. They close their nests with clay. In spring the males come out first, and wait for the females.'

describe('prompts', { skip: noBrowser, timeout: 120_000 }, () => {
  let models: ModelServer
  let site: StudioSite
  let anna: StudioPerson
  before(async () => {
    models = await startModelServer({
      protocol: 'anthropic',
      answer(question) {
        const names = Object.keys((question.schema?.['properties'] ?? {}) as object)
        // Articles are written by somebody who answers anything.
        if (names.join() !== 'text') return plausibleAnswer(question)
        return {
          text: `# On bees\n\nThey dance, ${/Tone: (.*)\./.exec(question.instructions)?.[1]}.`,
        }
      },
    })
    site = await createStudioSite({
      ANTHROPIC_API_KEY: 'key',
      ANTHROPIC_BASE_URL: models.url,
      GALLEY_MODEL: 'anthropic:claude-haiku-5-5',
      GALLEY_ALLOW_PRIVATE_NETWORK: '1',
    })
    anna = await site.person({ name: 'Anna Berg' })
  })
  after(() => site.close().finally(() => models.close()))

  it('are begun from a preset, composed, versioned, tried side by side and rolled back', async () => {
    const page = await openPage(anna, '/prompts')
    await page.getByRole('link', { name: 'How-to' }).click()
    const composed = page.getByRole('region', { name: 'What a model gets' })
    await composed.getByText(/\d+ tokens · of/).waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Our how-to')
    await page.getByLabel('Tone').fill('calm')
    await page.getByRole('textbox', { name: 'Instruction' }).fill('On {{bee_kind}}.')
    await composed.getByText('Tone: calm.').waitFor()
    await composed.getByText('bee_kind has neither a value nor a default.').waitFor()
    await composed.getByLabel('bee_kind').fill('mason bees')
    await composed.getByText('On mason bees.').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()

    await page.getByRole('heading', { name: 'Our how-to', level: 1 }).waitFor()
    await page.getByLabel('Tone').fill('brisk')
    await page.getByRole('link', { name: 'Prompts' }).first().click()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByLabel('What changed').fill('Brisker')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved as version 2.').waitFor()
    await checkAccessibility(page, 'the editor of a prompt', [390])

    await page.getByRole('tab', { name: 'Try' }).click()
    await page.getByLabel('bee_kind').fill('mason bees')
    await page
      .getByText(/at most/)
      .nth(1)
      .waitFor()
    await page.getByRole('button', { name: 'Run all' }).click()
    const [first, second] = [1, 2].map((number) =>
      page.getByRole('region', { name: `Column ${number}` }),
    )
    await first!.getByText('They dance, brisk.').waitFor()
    await second!.getByText('They dance, calm.').waitFor()
    await second!.getByRole('button', { name: 'Favourite' }).click()
    await second!.locator('[aria-pressed=true]').waitFor()
    assert.equal(
      await page.getByRole('list', { name: 'Earlier answers' }).locator('> li').count(),
      2,
    )
    await checkAccessibility(page, 'tries of a prompt beside each other', [1280])

    await page.getByRole('tab', { name: /History/ }).click()
    await page.getByRole('button', { name: 'Compare Version 2' }).click()
    await page.getByRole('dialog').locator('ins', { hasText: 'brisk' }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Roll back to Version 1' }).click()
    await page.getByText('Version 1 is current again.').waitFor()
    await page.getByRole('tab', { name: 'Edit' }).click()
    assert.equal(await page.getByLabel('Tone').inputValue(), 'calm')

    const { id } = await anna.ask<{ id: string }>('POST', '/sources', { text: talk })
    await page.goto(new URL(`/articles/new?sources=${id}`, page.url()).href)
    await page.getByRole('combobox', { name: 'Prompt' }).selectOption({ label: 'Our how-to' })
    await page.getByLabel('bee_kind').fill('mason bees')
    await page.getByRole('button', { name: 'Write the article' }).click()
    await page.getByRole('link', { name: 'Open the article' }).click()
    await page.getByRole('button', { name: 'Versions' }).click()
    await page.getByRole('link', { name: 'Prompt: Our how-to, version 3' }).waitFor()
    await page.close()
  })
})
