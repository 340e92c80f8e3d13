import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const isProductCode = (file: string) =>
  /^(packages|apps)\//.test(file) &&
  !/\.(test|suite|gen)\.ts$|\/(suite|fakes|fixtures|generated)\//.test(file)

/** How large the rooms are: reported, so that growth is seen; nothing fails here. */
export async function reportSizes(root: string, files: readonly string[]): Promise<string> {
  const sizes = await Promise.all(
    files.filter(isProductCode).map(async (file) => {
      const lines = (await readFile(join(root, file), 'utf8')).split('\n').length
      return { file, lines }
    }),
  )
  sizes.sort((left, right) => right.lines - left.lines)
  const ninetieth = sizes[Math.floor(sizes.length / 10)]?.lines ?? 0
  const over = sizes
    .filter(({ lines }) => lines > 400)
    .map(({ file, lines }) => `${file} (${lines})`)
  const total = sizes.reduce((sum, { lines }) => sum + lines, 0)
  const largest =
    over.length > 0 ? `over 400: ${over.join(', ')}` : `largest ${sizes[0]?.lines ?? 0}`
  return `${sizes.length} files, ${total} lines; 90th percentile ${ninetieth}, ${largest}`
}
