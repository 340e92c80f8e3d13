import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cleanSvg } from './clean-svg.ts'

const NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
const encode = (text: string) => new TextEncoder().encode(text)
const clean = (text: string) => {
  const { bytes, ...size } = cleanSvg(encode(text))
  return { text: new TextDecoder().decode(bytes), ...size }
}
const inside = (content: string) => `<svg ${NS} viewBox="0 0 10 10">${content}</svg>`

describe('cleaning an SVG', () => {
  it('keeps what draws, in the same order', () => {
    const { text, width, height } = clean(
      `<?xml version="1.0" encoding="utf-8"?>
       <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
       <!-- made by an editor -->
       <svg version="1.1" id="Layer_1" ${NS} xmlns:x="urn:x" x="0px" width="120px" height="40" viewBox="0 0 240 80" mine="1">
         <metadata><x:rdf about="http://elsewhere.example/"/></metadata><title>Logo</title>
         <style type="text/css"><![CDATA[.st0{fill:#FF0000;} .st1{fill:url(#g);}]]></style>
         <defs>
           <linearGradient id="g"><stop offset="0" style="stop-color:#fff"/><stop offset="1"/></linearGradient>
           <rect id="box" width="5" height="5"/>
           <clipPath id="c"><use xlink:href="#box" style="overflow:visible;"/></clipPath>
         </defs>
         <g clip-path="url(#c)" x:label="Layer 1" data-name="a"><path class="st1" d="M0 0h10v10H0z"/></g>
         <text x="1">A &amp; B &lt;C&gt; &#169;<tspan> "D"</tspan></text>
       </svg>`,
    )
    assert.deepEqual([width, height], [120, 40])
    assert.equal(
      text,
      '<svg xmlns="http://www.w3.org/2000/svg" version="1.1" id="Layer_1" x="0px" width="120px" height="40" viewBox="0 0 240 80">' +
        '<style>.st0{fill:#FF0000;} .st1{fill:url(#g);}</style>' +
        '<defs><linearGradient id="g"><stop offset="0" style="stop-color:#fff"/><stop offset="1"/></linearGradient>' +
        '<rect id="box" width="5" height="5"/><clipPath id="c"><use href="#box" style="overflow:visible;"/></clipPath></defs>' +
        '<g clip-path="url(#c)"><path class="st1" d="M0 0h10v10H0z"/></g>' +
        '<text x="1">A &#38; B &#60;C&#62; ©<tspan> &#34;D&#34;</tspan></text></svg>',
    )
    // Cleaning what is clean changes nothing more.
    assert.equal(clean(text).text, text)
  })

  it('refuses what runs, loads, links, animates or embeds', () => {
    const attacks: [string, RegExp][] = [
      ['<script>alert(1)</script>', /<script>/],
      ['<SCRIPT>alert(1)</SCRIPT>', /<SCRIPT>/],
      ['<g><script href="https://evil.example/x.js"/></g>', /<script>|outside/],
      ['<rect onload="alert(1)"/>', /onload/],
      ['<rect ONCLICK="alert(1)"/>', /ONCLICK/],
      ['<rect on="1"/>', /handler on/],
      [
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
        /foreignObject/,
      ],
      ['<iframe src="https://evil.example"/>', /iframe/],
      ['<image href="https://evil.example/pixel.png"/>', /<image>/],
      ['<feImage href="https://evil.example/pixel.png"/>', /feImage/],
      ['<a href="javascript:alert(1)"><rect/></a>', /<a>/],
      ['<animate attributeName="href" values="javascript:alert(1)"/>', /animate/],
      ['<set attributeName="onmouseover" to="alert(1)"/>', /<set>/],
      ['<use href="https://evil.example/x.svg#a"/>', /outside/],
      ['<use xlink:href="data:image/svg+xml;base64,PHN2Zz4="/>', /outside/],
      ['<use href="//evil.example/x.svg#a"/>', /outside/],
      ['<use href=" #a"/>', /outside/],
      ['<use href="java&#115;cript:alert(1)"/>', /outside/],
      ['<rect fill="url(https://evil.example/x.svg#a)"/>', /outside/],
      ['<rect fill="URL( \'//evil.example\' )"/>', /outside/],
      ['<rect fill="u&#114;l(//evil.example)"/>', /outside/],
      ['<rect style="background:url(//evil.example)"/>', /outside/],
      ['<rect style="fill:u\\72l(//evil.example)"/>', /escape/],
      ['<rect style="behavior:x"/>', /outside/],
      ['<rect style="width:expression(alert(1))"/>', /outside/],
      ['<rect style="mask:image-set(\'//evil.example\' 1x)"/>', /outside/],
      ['<style>@import "https://evil.example/x.css";</style>', /outside/],
      ['<style>@font-face{font-family:x;src:url(//evil.example)}</style>', /outside/],
      ['<style>rect{fill:url(&quot;//evil.example&quot;)}</style>', /outside/],
      ['<style><![CDATA[</style><script>alert(1)</script>]]></style>', /markup/],
      ['<style>.a{mask:url(#m)}</style><mask id="m"/>', /gradients/],
      ['<filter id="f"/>', /<filter>/],
      ['<pattern/>', /<pattern>/],
      ['<switch/>', /<switch>/],
      ['<html/>', /<html>/],
      ['<rect fill="&xxe;"/>', /entity/],
      ['<rect fill="&__proto__;"/>', /entity/],
      ['<text>&nbsp;</text>', /entity/],
      ['<rect fill="a"', /well-formed/],
      ['<rect/></g>', /well-formed/],
      ['</svg><svg><script/>', /well-formed|script/],
    ]
    for (const [content, reason] of attacks) {
      // A reader that lets one through says so, instead of passing it on in another shape.
      assert.throws(
        () => clean(inside(content)),
        (error: { code: string; details: { reason: string } }) => {
          assert.equal(error.code, 'logo_svg_refused', content)
          assert.match(error.details.reason, reason, content)
          return true
        },
        content,
      )
    }
  })

  it('refuses documents that are no SVG, or could grow when read', () => {
    const documents = [
      '',
      'hello',
      '<html><svg/></html>',
      '<SVG viewBox="0 0 1 1"/>',
      `<x:svg xmlns:x="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><x:script/></x:svg>`,
      `<svg ${NS}/>`,
      `<svg ${NS} viewBox="0 0 0 10"/>`,
      `<svg ${NS} width="100%" height="100%"/>`,
      `<svg ${NS} onload="alert(1)" viewBox="0 0 1 1"/>`,
      `<!DOCTYPE svg [<!ENTITY a "b">]>${inside('&a;')}`,
      `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${inside('<text>&x;</text>')}`,
      `<!DOCTYPE svg SYSTEM "https://evil.example/x.dtd" [<!ENTITY a "b">]>${inside('')}`,
      inside('<rect fill="\u0000"/>'),
    ]
    for (const text of documents) {
      assert.throws(() => clean(text), { code: 'logo_svg_refused' }, text)
    }
    const utf16 = new Uint8Array(
      new Uint16Array([...`<svg/>`].map((one) => one.charCodeAt(0))).buffer,
    )
    assert.throws(() => cleanSvg(utf16), { code: 'logo_svg_refused' })
    assert.throws(() => cleanSvg(new Uint8Array([0x3c, 0xff, 0xfe])), { code: 'logo_svg_refused' })
  })

  it('refuses few bytes that take long to read or draw', () => {
    const bombs = [
      inside('<g>'.repeat(5_000) + '</g>'.repeat(5_000)),
      inside('<g>'.repeat(150_000) + '</g>'.repeat(150_000)),
      inside('<g/>'.repeat(100_000)),
      inside('<g id="a"><use href="#a"/></g>'),
      inside('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
      inside('<linearGradient id="a" href="#a"/>'),
      inside(
        Array.from(
          { length: 4_000 },
          (_, index) => `<use id="i${index}" href="#i${index + 1}"/>`,
        ).join(''),
      ),
      inside(`<path d="${'M0 0'.repeat(70_000)}"/>`),
      inside(`<g ${Array.from({ length: 20_000 }, (_, index) => `a${index}=""`).join(' ')}/>`),
      `<svg ${NS} width="1${' '.repeat(200_000)}x"/>`,
      inside(
        '<rect id="n0"/>' +
          Array.from({ length: 20 }, (_, level) => {
            const use = `<use href="#n${level}"/>`
            return `<g id="n${level + 1}">${use.repeat(10)}</g>`
          }).join(''),
      ),
      inside(
        '<rect id="m0"/>' +
          Array.from({ length: 20 }, (_, level) => {
            const masked = `<rect mask="url(#m${level})"/>`
            return `<mask id="m${level + 1}">${masked.repeat(10)}</mask>`
          }).join(''),
      ),
    ]
    for (const bomb of bombs) {
      assert.throws(() => clean(bomb), { code: 'logo_svg_refused' }, bomb.slice(0, 200))
    }
  })

  it('passes nothing on that it did not write itself', () => {
    const { text } = clean(
      inside(
        '<!-- <script> --><?php echo 1 ?><x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>' +
          '<rect id="&quot;&gt;&lt;script&gt;" xml:base="https://evil.example/" requiredExtensions="x"/>' +
          '<title><script>alert(1)</script></title>loose text' +
          '<text>&lt;script&gt;\u0007]]&gt;</text>',
      ),
    )
    assert.equal(
      text,
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">' +
        '<rect id="&#34;&#62;&#60;script&#62;"/><text>&#60;script&#62;]]&#62;</text></svg>',
    )
  })
})
