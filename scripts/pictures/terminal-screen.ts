/** One run of characters of one colour. */
export interface Span {
  text: string
  style: 'plain' | 'dim' | 'green' | 'red' | 'cyan'
}

const styles: Record<string, Span['style']> = {
  '0': 'plain',
  '2': 'dim',
  '22': 'plain',
  '31': 'red',
  '32': 'green',
  '36': 'cyan',
  '39': 'plain',
}

/** As much of a terminal as our own output needs: lines, cursor up, clear below, colours. */
export function createScreen() {
  const lines: Span[][] = [[]]
  let row = 0
  let style: Span['style'] = 'plain'

  function put(text: string): void {
    lines[row]!.push({ text, style })
  }

  return {
    write(chunk: string): void {
      // oxlint-disable-next-line no-control-regex
      for (const [token] of chunk.matchAll(/\u001b\[[\d;?]*[A-Za-z]|\r?\n|[^\u001b\r\n]+|\r/g)) {
        if (/\n/.test(token)) {
          row += 1
          lines[row] ??= []
        } else if (token.endsWith('A')) row = Math.max(0, row - Number(token.slice(2, -1) || 1))
        else if (token.endsWith('J')) {
          lines.length = row
          lines[row] = []
        } else if (token.endsWith('m')) style = styles[token.slice(2, -1)] ?? style
        else if (!token.startsWith('\u001b') && token !== '\r') put(token)
      }
    },
    snapshot: (): Span[][] => lines.map((line) => line.map((span) => ({ ...span }))),
  }
}
