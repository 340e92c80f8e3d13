import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { noBrowser } from '../../../packages/galley/test/browser.ts'
import { makePng } from '../../../packages/galley/src/platform/images/images.fixture.ts'
import { checkAccessibility } from './accessibility.ts'
import { createStudioSite, openPage } from './studio-site.ts'
import type { StudioPerson, StudioSite } from './studio-site.ts'

interface Medium {
  id: string
  url: string
  alt_text: string
  focal_x: number
  section_id: string | null
}

describe('images of an article', { skip: noBrowser, timeout: 120_000 }, () => {
  let site: StudioSite
  let anna: StudioPerson
  before(async () => {
    site = await createStudioSite()
    anna = await site.person({ name: 'Anna Berg' })
  })
  after(() => site.close())

  it('are uploaded, described, put into a section, taken out, and go along in an export', async () => {
    const foreign = 'https://elsewhere.example/bee.png'
    const { id } = await anna.ask<{ id: string }>('POST', '/documents', {
      fields: { title: 'On bees' },
      parts: [{ heading: 'Hives', markdown: `They hum.\n\n![Elsewhere](${foreign})` }],
    })
    const page = await openPage(anna, `/articles/${id}`)
    const inText = page.locator('.article-text img[src^="/api/v1/media/"]')
    const saved = () => page.getByText('Saved', { exact: true }).waitFor()
    await page.locator('.article-text section p').first().click()
    await page.getByRole('button', { name: 'Images', exact: true }).click()
    const panel = page.getByRole('complementary', { name: 'Images' })
    await panel.getByText('No images for this section yet').waitFor()
    await panel.getByText('1 image of this section is on another server').waitFor()

    const file = (name: string, width: number, bytes = makePng(width, 90)) => ({
      name,
      mimeType: 'image/png',
      buffer: bytes,
    })
    await panel.locator('input[type=file]').setInputFiles([file('a.png', 160), file('b.png', 150)])
    await panel
      .getByRole('list', { name: 'Images of the section' })
      .getByRole('button')
      .nth(1)
      .waitFor()
    const focal = panel.getByRole('slider', { name: 'Focal point' })
    await focal.press('Shift+ArrowLeft')
    await panel.getByLabel('What it shows').fill('A hive')
    await panel.getByRole('button', { name: 'Save the words' }).click()
    await page.getByText('Saved, here and in the text.').waitFor()
    await panel.getByRole('button', { name: 'Put into the section' }).click()
    await inText.waitFor()
    await panel.getByText('In the text').waitFor()
    await saved()
    await checkAccessibility(page, 'the images of a section', [1280])

    const { items } = await anna.ask<{ items: Medium[] }>('GET', `/media?document_id=${id}`)
    const described = items.find(({ alt_text: alt }) => alt === 'A hive')!
    assert.equal(described.focal_x, 0.4)
    const { content } = await anna.ask<{ content: { parts: { id: string; markdown: string }[] } }>(
      'GET',
      `/documents/${id}`,
    )
    assert.equal(described.section_id, content.parts[0]!.id)
    assert.ok(content.parts[0]!.markdown.includes(`![A hive](${described.url})`))
    const exported = await page.request.get(
      `${site.origin}/api/v1/documents/${id}/export?format=html`,
    )
    assert.match(await exported.text(), /<img src="data:image\/png;base64,[^"]+"[^>]*alt="A hive"/)

    // What stood beside the text is closed when the window gets narrow.
    await page.getByRole('button', { name: 'Images', exact: true }).click()
    await panel.getByRole('button', { name: 'Take out of the section' }).click()
    await inText.waitFor({ state: 'detached' })
    await page.locator('.article-text section p').first().click()
    await page.keyboard.press('Control+z')
    await inText.waitFor()

    // Pasted into the text, two at once; one of them is no image, and says so.
    await page.evaluate(
      (images) => {
        const data = new DataTransfer()
        for (const { name, text } of images) {
          const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
          data.items.add(new File([bytes], name, { type: 'image/png' }))
        }
        const event = new ClipboardEvent('paste', {
          clipboardData: data,
          bubbles: true,
          cancelable: true,
        })
        document.querySelector('.article-text')!.dispatchEvent(event)
      },
      [
        { name: 'c.png', text: makePng(140, 90).toString('base64') },
        { name: 'd.png', text: Buffer.from('no image').toString('base64') },
      ],
    )
    await inText.nth(1).waitFor()
    await page.getByText(/an image is a PNG, JPEG, WebP or GIF/).waitFor()
    await page.locator('.image-upload').waitFor({ state: 'detached' })
    await saved()

    await page.getByRole('button', { name: 'Insert', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Image', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Image' })
    await checkAccessibility(page, 'the dialog for images', [390])
    await dialog.locator('input[type=file]').setInputFiles(file('e.png', 130))
    await inText.nth(2).waitFor()
    await saved()
    const isForeign = (mistake: string) => mistake.includes(foreign)
    assert.ok(page.mistakes.some(isForeign), 'nothing is loaded from elsewhere')
    page.mistakes.splice(0, Infinity, ...page.mistakes.filter((each) => !isForeign(each)))
    await page.close()
  })
})
