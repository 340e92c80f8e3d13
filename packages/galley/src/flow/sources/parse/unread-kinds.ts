/**
 * Kinds that are met often and not read yet. Naming them makes a better message than "unknown", and
 * keeps mark-up and data from being taken for prose.
 */
const textKinds: { name: string; extensions: string[]; recognises: RegExp }[] = [
  { name: 'RTF', extensions: ['rtf'], recognises: /^\s*\{\\rtf/ },
  { name: 'SAMI captions', extensions: ['smi', 'sami'], recognises: /^\s*<sami[\s>]/i },
  {
    name: 'SubStation Alpha captions',
    extensions: ['ass', 'ssa'],
    recognises: /^\s*\[Script Info\]/i,
  },
  { name: 'MicroDVD captions', extensions: ['sub'], recognises: /^\s*\{\d+\}\{\d+\}/ },
  {
    name: 'YouTube captions (SBV)',
    extensions: ['sbv'],
    recognises: /^\s*\d:\d\d:\d\d\.\d{3},\d:\d\d:\d\d\.\d{3}\s/,
  },
  {
    name: 'lyrics (LRC)',
    extensions: ['lrc'],
    recognises: /^\s*\[(?:ti|ar|al|by|offset):[^\]]*\]/i,
  },
  { name: 'Scenarist captions', extensions: ['scc'], recognises: /^\s*Scenarist_SCC/ },
  {
    name: 'a Jupyter notebook',
    extensions: ['ipynb'],
    recognises: /^\s*\{[\s\S]{0,4000}"cell_type"/,
  },
  {
    name: 'JSON',
    extensions: ['json', 'jsonl', 'ndjson'],
    recognises: /^\s*(?:\{\s*"[^"\n]*"\s*:|\[\s*\{\s*"|\[\s*"[^"\n]*"\s*[,\]])/,
  },
  {
    name: 'a feed (RSS or Atom)',
    extensions: ['rss', 'atom'],
    recognises:
      /^\s*(?:<\?[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:rss|feed|rdf:RDF)[\s>]/i,
  },
  { name: 'XML', extensions: ['xml', 'ttml', 'dfxp'], recognises: /^\s*<\?xml\s/i },
  {
    name: 'an e-mail',
    extensions: ['eml', 'mbox'],
    recognises: /^(?:(?:[\w-]+:.*|[ \t].*)\r?\n)*?(?:MIME-Version|Received|Message-ID):\s/i,
  },
  { name: 'a table (CSV)', extensions: ['csv', 'tsv'], recognises: /^\b$/ },
]

/** The name of an unread kind of text, by content or by extension; null where it is neither. */
export function unreadText(text: string, extension: string): string | null {
  const found =
    textKinds.find((kind) => kind.recognises.test(text)) ??
    textKinds.find((kind) => kind.extensions.includes(extension))
  return found?.name ?? null
}

/** What a zip is, by the names in it. */
export function unreadZip(entries: string[]): string {
  const has = (pattern: RegExp) => entries.some((name) => pattern.test(name))
  if (has(/^ppt\//)) return 'a presentation (PPTX)'
  if (has(/^xl\//)) return 'a spreadsheet (XLSX)'
  if (has(/^META-INF\/container\.xml$/)) return 'an e-book (EPUB)'
  if (entries.includes('mimetype') && entries.includes('content.xml')) return 'an OpenDocument file'
  return 'a ZIP archive'
}

/** Compound files (old Office, Outlook) and other containers that need a look inside. */
export function unreadBinary(bytes: Uint8Array): { name: string; isEncrypted: boolean } | null {
  const isCompound = [0xd0, 0xcf, 0x11, 0xe0].every((byte, index) => bytes[index] === byte)
  if (!isCompound) return null
  // A protected DOCX is a compound file with its zip inside, encrypted.
  const isEncrypted = includesUtf16(bytes, 'EncryptedPackage')
  const isMail = includesUtf16(bytes, '__properties_version1')
  const isWord = includesUtf16(bytes, 'WordDocument')
  const name = isMail
    ? 'an Outlook message (MSG)'
    : isWord
      ? 'an old Word document (DOC)'
      : 'an old Office file'
  return { name, isEncrypted }
}

function includesUtf16(bytes: Uint8Array, text: string): boolean {
  const haystack = new TextDecoder('latin1').decode(bytes.subarray(0, 4_000_000))
  return haystack.includes([...text].join('\u0000'))
}
