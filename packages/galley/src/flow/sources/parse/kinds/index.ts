import type { SourceParser } from '../parsed-source.ts'
import { parser as docx } from './docx/parser.ts'
import { parser as html } from './html/parser.ts'
import { parser as markdown } from './markdown/parser.ts'
import { parser as pdf } from './pdf/parser.ts'
import { parser as srt } from './srt/parser.ts'
import { parser as text } from './text/parser.ts'
import { parser as vtt } from './vtt/parser.ts'

/** Every kind of file that is read. The first that recognises a content wins. */
export const kinds: SourceParser[] = [pdf, docx, vtt, srt, html, markdown, text]
