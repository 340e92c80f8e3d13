import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { HtmlValidate } from 'html-validate'
import { renderMail } from './render-mail.ts'

const url = 'https://galley.example/verify?token=abc&next=%2F'
const body = {
  greeting: 'Hello Anna,',
  paragraphs: ['Please confirm that this address is yours.', 'It takes one click.'],
  action: { label: 'Confirm address', url },
  footnote: 'The link works for an hour.',
}
const mail = { name: 'test.mail', subject: 'Confirm your address', body }

describe('a rendered mail', () => {
  it('says the same as text and as HTML', () => {
    const { subject, text, html } = renderMail(mail)
    assert.equal(subject, 'Confirm your address')
    const words = [body.greeting, ...body.paragraphs, body.action.label, body.footnote]
    for (const said of words) {
      assert.ok(text.includes(said), said)
      assert.ok(html!.includes(said), said)
    }
    assert.ok(text.includes(`\n${url}\n`), 'the address stands alone, whole')
    assert.equal(html!.split(`href="${url.replace('&', '&amp;')}"`).length, 3)
  })

  it('is HTML that is valid, accessible, and loads nothing', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:standard', 'html-validate:a11y'],
      rules: { 'no-inline-style': 'off' },
    })
    const { html } = renderMail(mail, { stopUrl: 'https://galley.example/stop?a=1&b=2' })
    const report = await validator.validateString(html!)
    assert.deepEqual(
      report.results.flatMap(({ messages }) => messages.map(({ message }) => message)),
      [],
    )
    assert.doesNotMatch(html!, /<(script|style|link|img|iframe|form)\b/i)
    assert.match(html!, /<meta name="color-scheme" content="light dark">/)
  })

  it('has no markup but its own, whatever it is given', () => {
    const evil = '</title></p><script>alert("1")</script><img src=x onerror=\'x\'>&amp;'
    const { html, subject } = renderMail(
      {
        name: 'test.mail',
        subject: evil,
        body: {
          greeting: evil,
          paragraphs: [evil],
          action: { label: evil, url: 'https://galley.example/"><script>' },
          footnote: evil,
        },
      },
      { sender: { name: evil, color: 'red;"><script>', logoUrl: 'https://x.example/"><script>' } },
    )
    assert.doesNotMatch(html!, /<script|onerror='|<img src=x/)
    assert.equal(html!.match(/<img/g)!.length, 1)
    assert.ok(html!.includes('&lt;script&gt;'))
    assert.ok(!html!.includes('red;'))
    assert.ok(subject.includes('<script>'), 'a subject is no HTML')
  })

  it('makes no link of what strangers named themselves', () => {
    const evil = 'You won! https://evil.example/prize www.evil.example anna@evil.example'
    const { text, html, subject } = renderMail({
      name: 'test.mail',
      subject: `${evil} invites you`,
      body: { paragraphs: [`${evil} invites you.\r\n\r\nUnsubscribe: http://evil.example`] },
    })
    for (const rendered of [text, html!, subject]) {
      assert.doesNotMatch(rendered, /evil\.example|https?:\/\/evil|@evil/)
    }
    assert.equal(text.split('\n')[0]!.includes('Unsubscribe'), true, 'no line of its own either')
    assert.equal(
      renderMail({ ...mail, subject: 'At 10:30, e.g. 3.5' }).subject,
      'At 10:30, e.\u200Bg. 3.5',
    )
  })

  it('shows a workspace by its name, logo and colour, with ink that can be read on it', () => {
    const logoUrl = 'https://acme.example/logo.png'
    const ink = (color: string) =>
      /background-color:(#\w+);color:(#\w+)/
        .exec(renderMail(mail, { sender: { name: 'Acme', logoUrl, color } }).html!)!
        .slice(1)
    assert.deepEqual(ink('#ffff00'), ['#ffff00', '#000000'])
    assert.deepEqual(ink('#001133'), ['#001133', '#ffffff'])
    assert.deepEqual(ink('nonsense'), ['#1f5fbf', '#ffffff'])
    const { text, html } = renderMail(mail, { sender: { name: 'Acme', logoUrl } })
    assert.match(html!, /<img src="https:\/\/acme.example\/logo.png" alt="Acme"/)
    assert.match(text, /\n-- \nAcme\n$/)
    for (const other of ['http://acme.example/logo.png', 'data:image/png,x', 'x']) {
      assert.doesNotMatch(
        renderMail(mail, { sender: { name: 'Acme', logoUrl: other } }).html!,
        /<img/,
      )
    }
  })

  it('needs a link that is one', () => {
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', '/verify', '', 'file:///etc']) {
      const action = { label: 'Go', url: bad }
      const wrong = { ...mail, body: { ...body, action } }
      assert.throws(() => renderMail(wrong), { code: 'mail_link_invalid' })
    }
  })
})
