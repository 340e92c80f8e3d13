import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { noBrowser } from '../../../packages/galley/test/browser.ts'
import { checkAccessibility } from './accessibility.ts'
import { createStudioSite, openPage, pressUntil, withoutNetwork } from './studio-site.ts'
import type { StudioPage, StudioPerson, StudioSite } from './studio-site.ts'

interface Saved {
  version: number
  content: { fields: { title: string }; parts: { id: string; heading: string; markdown: string }[] }
}

const paragraphs = (page: StudioPage) => page.locator('.article-text section p')
const text = (page: StudioPage) => page.locator('.article-text')
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries++) {
    if (tries > 100) throw new Error(`It did not become so: ${isSo}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const saved = (page: StudioPage) => page.getByText('Saved', { exact: true }).waitFor()

describe('writing an article', { skip: noBrowser, timeout: 280_000 }, () => {
  let site: StudioSite
  let anna: StudioPerson
  before(async () => {
    site = await createStudioSite()
    anna = await site.person({ name: 'Anna Berg' })
  })
  after(() => site.close())

  const make = (...markdown: string[]) =>
    anna.ask<Saved & { id: string }>('POST', '/documents', {
      fields: { title: 'On bees' },
      parts: markdown.map((text, index) => ({ heading: `Part ${index + 1}`, markdown: text })),
    })
  const read = (id: string) => anna.ask<Saved>('GET', `/documents/${id}`)
  const open = async (id: string, person = anna) => {
    const page = await openPage(person, `/articles/${id}`)
    await page.locator('.article-text').waitFor()
    return page
  }

  it('goes from the sample to a finished article, with the run in sight', async () => {
    const page = await openPage(anna, '/')
    await page.getByRole('button', { name: 'Write it' }).click()
    await page.getByRole('heading', { name: 'Article from sources' }).waitFor()
    await page.getByText('Write a section').first().waitFor()
    await page.getByRole('link', { name: 'Open the article' }).click()
    await page.locator('.article-text h1').waitFor()
    const sentence = page.locator('.sentence.is-supported').first()
    await sentence.click()
    await page.getByText('Carried by the sources').waitFor()
    await page.getByRole('button', { name: 'Show it in the source' }).first().click()
    await page.locator('[data-segment][aria-current=location]').waitFor()
    await checkAccessibility(page, 'an article with its source beside it')
    assert.deepEqual(page.mistakes, [])
    await page.close()
  })

  it('saves what is written, and only what is written', async () => {
    const untouched = '* odd   list\n* of  two\n\nEnd *here*.\n'
    const { id } = await make('First.', untouched)
    const page = await open(id)
    await paragraphs(page).first().click()
    await page.keyboard.press('End')
    await page.keyboard.type(' And more.')
    await saved(page)
    const { content, version } = await read(id)
    assert.equal(version, 2)
    assert.equal(content.parts[0]!.markdown, 'First. And more.')
    assert.equal(content.parts[1]!.markdown, untouched)
    await page.close()
  })

  it('turns Markdown into what it means while it is typed, and back with one undo', async () => {
    const { id } = await make('First.')
    const page = await open(id)
    await paragraphs(page).first().click()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('**bold** words')
    await page.locator('.article-text strong').waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type('- one')
    await page.keyboard.press('Enter')
    await page.keyboard.type('two')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.keyboard.type('/tab')
    await page.getByRole('option', { name: 'Table' }).waitFor()
    await checkAccessibility(page, 'the list of blocks', [1280])
    await page.keyboard.press('Enter')
    await page.keyboard.type('plant')
    await saved(page)
    assert.equal(
      (await read(id)).content.parts[0]!.markdown,
      'First.\n\n**bold** words\n\n- one\n- two\n\n| plant | | |\n| - | - | - |\n| | | |\n| | | |',
    )
    await page.close()
  })

  it('makes, moves and deletes sections with the keyboard alone', async () => {
    const { id } = await make('First.', 'Second.')
    const page = await open(id)
    await paragraphs(page).first().click()
    await page.keyboard.press('Control+Alt+Enter')
    await page.keyboard.type('In between')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Words.')
    await saved(page)
    const headings = async () => (await read(id)).content.parts.map(({ heading }) => heading)
    assert.deepEqual(await headings(), ['Part 1', 'In between', 'Part 2'])
    const menu = page.getByRole('button', { name: 'What to do with the section In between' })
    await menu.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Move down' }).waitFor()
    await checkAccessibility(page, 'the menu of a section', [1280])
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByText('Not saved yet', { exact: true }).waitFor()
    await saved(page)
    assert.deepEqual(await headings(), ['Part 1', 'Part 2', 'In between'])
    await page.close()
  })

  it('drags a block and a section, and does with a block by keyboard what its menu has', async () => {
    const { id } = await anna.ask<{ id: string }>('POST', '/documents', {
      fields: { title: 'On order' },
      parts: [
        { heading: 'First', markdown: 'One.\n\n*  odd\n*  bytes\n\nThree.' },
        { heading: 'Second', markdown: 'Four.' },
      ],
    })
    const parts = async () => {
      const { content } = await read(id)
      return content.parts.map(({ markdown }) => markdown)
    }
    const page = await open(id)
    await page.getByText('Three.', { exact: true }).hover()
    const handle = await page.locator('.block-handle').boundingBox()
    const target = await page.getByText('One.', { exact: true }).boundingBox()
    await page.mouse.move(handle!.x + 8, handle!.y + 8)
    await page.mouse.down()
    await page.mouse.move(target!.x + 20, target!.y + 12, { steps: 4 })
    await page.mouse.move(target!.x + 20, target!.y + 3, { steps: 4 })
    await page.mouse.up()
    await until(async () => (await parts())[0] === 'Three.\n\nOne.\n\n*  odd\n*  bytes')

    await page.getByText('One.', { exact: true }).click()
    await pressUntil(
      page,
      'Control+Alt+b',
      page.getByRole('menu', { name: 'What to do with this block' }),
    )
    await checkAccessibility(page, 'the menu of a block', [1280])
    await page.getByRole('menuitem', { name: 'Quote' }).press('Enter')
    await until(async () => (await parts())[0] === 'Three.\n\n> One.\n\n*  odd\n*  bytes')

    const outline = page.getByRole('navigation', { name: 'Outline' }).getByRole('listitem')
    await outline.nth(1).dragTo(outline.nth(0), { targetPosition: { x: 20, y: 3 } })
    await until(async () => (await parts())[0] === 'Four.')
    assert.deepEqual(page.mistakes, [])
    await page.close()
  })

  it('finds words, shows the source, and leaves the focus where it was', async () => {
    const { id } = await make('A worm and a worm.')
    const page = await open(id)
    await paragraphs(page).first().click()
    const words = page.getByRole('textbox', { name: 'Find in this article' })
    await pressUntil(page, 'Control+f', words)
    await words.fill('worm')
    await page.getByText('1 of 2').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('2 of 2').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Shift+m')
    const source = page.getByRole('textbox', { name: 'Markdown source' })
    await source.fill('# On wasps\n\n## Part 1\n\nNo worm.\n')
    await page.getByRole('button', { name: 'Use this text' }).click()
    await saved(page)
    const { content } = await read(id)
    assert.equal(content.fields.title, 'On wasps')
    assert.equal(content.parts[0]!.markdown, 'No worm.')
    await page.close()
  })

  it('keeps a draft when the network is cut, and sends it when it is back', async () => {
    const { id } = await make('First.')
    const page = await open(id)
    await paragraphs(page).first().click()
    await page.keyboard.press('End')
    await withoutNetwork(anna, async () => {
      await page.keyboard.type(' Without a net.')
      await page.getByText('Offline: kept on this device').waitFor()
    })
    await saved(page)
    assert.equal((await read(id)).content.parts[0]!.markdown, 'First. Without a net.')
    await page.close()
  })

  it('goes on with a draft that an earlier visit left', async () => {
    const { id } = await make('First.')
    const page = await open(id)
    await page.route('**/api/v1/documents/**', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    )
    await paragraphs(page).first().click()
    await page.keyboard.press('End')
    await page.keyboard.type(' Left behind.')
    await page.getByText('Offline: kept on this device').waitFor()
    await page.close({ runBeforeUnload: false })
    const again = await open(id)
    await again.getByText('is back').waitFor()
    await saved(again)
    assert.equal((await read(id)).content.parts[0]!.markdown, 'First. Left behind.')
    await again.close()
  })

  it('merges what somebody else writes elsewhere, and asks where both wrote', async () => {
    const { id, content } = await make('First.', 'Second.')
    const [one, two] = content.parts
    const page = await open(id)
    const others = async (part: { id: string }, markdown: string) => {
      const { version } = await read(id)
      await anna.ask('PATCH', `/documents/${id}`, {
        base_version: version,
        operations: [{ op: 'replace', part_id: part.id, value: { markdown } }],
      })
    }
    await others(two!, 'Theirs.')
    await page.getByText('Theirs.').waitFor()

    await page.route('**/api/v1/events*', (route) => route.abort())
    await paragraphs(page).first().click()
    await page.keyboard.press('End')
    await page.keyboard.type(' Mine.')
    await others(one!, 'Also theirs.')
    const dialog = page.getByRole('dialog', { name: 'Somebody else changed the same place' })
    await dialog.waitFor()
    await dialog.getByRole('button', { name: 'Compare' }).click()
    await dialog.locator('ins').first().waitFor()
    await checkAccessibility(page, 'the question of a conflict')
    await dialog.getByRole('button', { name: 'Keep mine' }).click()
    await saved(page)
    assert.deepEqual(
      (await read(id)).content.parts.map(({ markdown }) => markdown),
      ['First. Mine.', 'Theirs.'],
    )
    await page.close()
  })

  it('compares and restores versions', async () => {
    const { id } = await make('First.')
    const page = await open(id)
    await paragraphs(page).first().click()
    await page.keyboard.press('End')
    await page.keyboard.type(' Second thoughts.')
    await saved(page)
    await page.getByRole('button', { name: 'Versions' }).click()
    await page.getByRole('button', { name: 'What version 2 changed' }).click()
    await page.locator('dialog ins').getByText('Second thoughts').waitFor()
    await checkAccessibility(page, 'two versions compared', [1280])
    // What stood beside the text is put away when the window gets narrow.
    await page.getByRole('button', { name: 'Versions' }).click()
    await page.getByRole('button', { name: 'Restore', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
    await page.getByText('Version 1 is current again.').waitFor()
    await page.waitForFunction(
      () => document.querySelector('.article-text section p')?.textContent === 'First.',
    )
    await page.close()
  })

  it('reworks one section: proposed, shown in the text word by word, taken change by change', async () => {
    const { job_id: job } = await anna.ask<{ job_id: string }>('POST', '/samples/talk', {})
    const page = await openPage(anna, `/jobs/${job}`)
    await page.getByRole('link', { name: 'Open the article' }).click()
    await text(page).waitFor()
    const id = page.url().split('/').at(-1)!
    const before = await read(id)
    await page
      .getByRole('button', { name: /What to do with the section/ })
      .first()
      .click()
    await page.getByRole('menuitem', { name: 'Lengthen' }).click()
    await page.getByRole('button', { name: 'Make a proposal' }).click()
    await page.getByRole('button', { name: 'Accept all' }).waitFor()
    const changes = page.getByRole('button', { name: /^Change \d+: take it$/ })
    assert.ok((await changes.count()) > 0)
    await checkAccessibility(page, 'a proposal for a section', [1280])
    assert.equal((await read(id)).version, before.version)
    await page.close()

    const again = await openPage(anna, `/articles/${id}`)
    await text(again).waitFor()
    await again
      .getByRole('button', { name: /What to do with the section/ })
      .first()
      .click()
    await again.getByRole('menuitem', { name: 'Lengthen' }).click()
    await again.locator('.article-text .proposal-added').first().waitFor()
    await again.locator('.article-text .proposal-button').first().click()
    await again.getByRole('button', { name: 'Change 1: take it', pressed: false }).click()
    await again.locator('.article-text .proposal-button[data-taken="true"]').first().waitFor()
    await again.getByRole('button', { name: 'Accept all' }).click()
    await again.getByText('The section was changed.').waitFor()
    assert.equal(await again.locator('.article-text .proposal-change').count(), 0)
    const after = await read(id)
    assert.equal(after.version, before.version + 1)
    assert.notEqual(after.content.parts[0]!.markdown, before.content.parts[0]!.markdown)
    assert.deepEqual(after.content.parts.slice(1), before.content.parts.slice(1))
    await again.getByRole('button', { name: 'Undo', exact: true }).last().click()
    await again.waitForFunction(
      (words) => document.querySelector('.article-text section p')?.textContent?.startsWith(words),
      before.content.parts[0]!.markdown.slice(0, 20),
    )
    assert.deepEqual(again.mistakes, [])
    await again.close()
  })

  it('keeps attack strings in every field what they are: words', async () => {
    const attack = '<img src=x onerror=alert(1)><script>alert(2)</script> [x](javascript:alert(3))'
    const { id } = await anna.ask<{ id: string }>('POST', '/documents', {
      fields: { title: attack, standfirst: attack },
      parts: [{ heading: attack, markdown: attack }],
    })
    const page = await open(id)
    page.on('dialog', () => page.mistakes.push('a script ran'))
    await page.getByRole('heading', { name: attack, level: 1 }).waitFor()
    assert.equal(await page.locator('.article-text script, .article-text img[onerror]').count(), 0)
    assert.equal(await page.locator('.article-text a[href^=javascript]').count(), 0)
    await page.goto('/articles')
    await page.getByRole('link', { name: attack }).waitFor()
    assert.deepEqual(page.mistakes, [])
    await page.close()
  })
})
