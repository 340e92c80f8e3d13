import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readConfig } from '../../platform/config.ts'
import { createDeviceNamer } from './device-name.ts'
import { EmailAddress, PlainName } from './email-address.ts'
import { requireStrongPassword } from './password-rules.ts'
import { returnUrl } from './public-origin.ts'

describe('passwords', () => {
  const person = { email: 'anna.berg@example.org', name: 'Anna Berg' }
  it('are refused when they are guessed first', () => {
    for (const weak of [
      'password12',
      'P@ssword123',
      'passwordpassword',
      'Qwertyuiop!',
      '1234567890',
      'aaaaaaaaaa',
      'abababababab',
      'annaberg1990',
      'Berg.Anna.1990',
      'anna.berg@example.org',
      'Iloveyou2024',
    ]) {
      assert.throws(() => requireStrongPassword(weak, person), /too easy to guess/, weak)
    }
  })

  it('are taken when they are long and own, in whatever script', () => {
    for (const strong of [
      'correct horse 42 battery',
      'žluťoučký kůň',
      '馬は走る、川は流れる。',
      'x7#kQ!92mZp',
    ]) {
      requireStrongPassword(strong, person)
    }
  })

  it('are never part of the error', () => {
    assert.throws(
      () => requireStrongPassword('password12', person),
      (error: Error) => !JSON.stringify([error, error.message]).includes('password12'),
    )
  })
})

describe('the way back', () => {
  const config = readConfig({ PUBLIC_URL: 'https://galley.example/' })
  it('is a path of this site', () => {
    assert.equal(returnUrl(config, '/a?b=c#d'), 'https://galley.example/a?b=c#d')
    assert.equal(returnUrl(config, '/@evil.example'), 'https://galley.example/@evil.example')
    for (const path of [
      '//evil.example',
      '/\\evil.example',
      '/\\/evil.example',
      'evil',
      '/a\\b',
      '/\u0000',
      '/ü',
      'https://galley.example.evil/',
    ]) {
      assert.throws(() => returnUrl(config, path), /must be a path/, path)
    }
  })
})

describe('addresses and names', () => {
  it('are one whatever their case', () => {
    assert.equal(EmailAddress.parse('  Anna@Example.ORG '), 'anna@example.org')
    for (const bad of ['', 'a', 'a@b', 'a@b.c\n', 'a b@c.de', 'a@b.de, c@d.ef']) {
      assert.equal(EmailAddress.safeParse(bad.replace('\n', '\nX')).success, false, bad)
    }
  })

  it('are one line', () => {
    assert.equal(PlainName.parse(' Ånna 😀 '), 'Ånna 😀')
    for (const bad of [
      '',
      ' ',
      'a\nb',
      'a\u0000',
      'a\u2028b',
      '\u001b[31mred',
      'a\u202eb',
      'x'.repeat(121),
    ]) {
      assert.equal(PlainName.safeParse(bad).success, false, JSON.stringify(bad))
    }
  })
})

describe('devices', () => {
  it('are called what people call them', async () => {
    const nameDevice = await createDeviceNamer()
    assert.equal(
      nameDevice('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'),
      'Firefox on Linux',
    )
    assert.equal(
      nameDevice(
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      ),
      'Safari on iOS',
    )
    assert.equal(nameDevice(null), 'Unknown device')
    assert.equal(nameDevice(''), 'Unknown device')
    assert.ok(nameDevice('x'.repeat(512)).length < 600)
  })
})
