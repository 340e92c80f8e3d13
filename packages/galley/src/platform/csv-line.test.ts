import assert from 'node:assert/strict'
import { it } from 'node:test'
import { csvLine } from './csv-line.ts'

it('a CSV cell is never a formula, and always one cell', () => {
  const cells: [string | number | null | undefined, string][] = [
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=cmd|calc', "'=cmd|calc"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', "'  =1"],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
    [-7, '-7'],
    [null, ''],
    [undefined, ''],
  ]
  for (const [cell, line] of cells) assert.equal(csvLine([cell]), `${line}\r\n`)
  assert.equal(csvLine(['a', 'b']), 'a,b\r\n')
})
