import { openFace } from './face.ts'
import type { Face, FontFile } from './face.ts'
import { splitByFace } from './split-by-face.ts'
import type { FacePiece } from './split-by-face.ts'

/** How text wants to look: families in order of preference, and which face of them. */
export interface FontRequest {
  families: readonly string[]
  weight: number
  italic: boolean
}

/**
 * The fonts that text may be set in. All measuring goes through one of these, so that it gives the
 * same numbers on a server and in a browser.
 */
export class FontLibrary {
  readonly #harfbuzz: Parameters<typeof openFace>[0]
  readonly #families = new Map<string, Face[]>()
  readonly #faces = new Map<string, Face>()
  readonly #pieces = new Map<string, FacePiece[]>()
  /** Grows with each face, so that what was measured before is not believed after. */
  version = 0

  constructor(harfbuzz: Parameters<typeof openFace>[0]) {
    this.#harfbuzz = harfbuzz
  }

  /** Takes a font file in; the same face again replaces nothing. */
  add(file: FontFile): Face {
    const face = openFace(this.#harfbuzz, file)
    const known = this.#faces.get(face.key)
    if (known) return known
    this.#faces.set(face.key, face)
    this.#families.set(file.family, [...(this.#families.get(file.family) ?? []), face])
    this.#pieces.clear()
    this.version++
    return face
  }

  /** The face with this key. Throws when nobody added it. */
  face(key: string): Face {
    const face = this.#faces.get(key)
    if (!face) throw new RangeError(`No font "${key}" was added to the library.`)
    return face
  }

  get families(): string[] {
    return [...this.#families.keys()]
  }

  /** The faces that a request may be set in, best first: one of each family that is here. */
  facesFor({ families, weight, italic }: FontRequest): Face[] {
    const faces = families.flatMap((family) => {
      const face = nearest(this.#families.get(family) ?? [], weight, italic)
      return face ? [face] : []
    })
    if (faces.length > 0) return faces
    throw new RangeError(
      `None of the fonts ${families.map((family) => `"${family}"`).join(', ')} is in the library; add a file of one.`,
    )
  }

  /** A text cut where its face, its script or emoji begin. */
  pieces(text: string, request: FontRequest): FacePiece[] {
    const key = `${request.weight}${request.italic ? 'i' : 'n'}${request.families.join()}\n${text}`
    let pieces = this.#pieces.get(key)
    if (!pieces) {
      if (this.#pieces.size > 4000) this.#pieces.clear()
      pieces = splitByFace(text, this.facesFor(request))
      this.#pieces.set(key, pieces)
    }
    return pieces
  }
}

/** The face closest in slope, then weight, as browsers choose. */
function nearest(faces: readonly Face[], weight: number, italic: boolean): Face | undefined {
  const distance = (face: Face) =>
    (face.italic === italic ? 0 : 10_000) +
    Math.abs(face.weight - weight) * 2 +
    (face.weight < weight ? 1 : 0)
  return faces.toSorted((a, b) => distance(a) - distance(b))[0]
}

/**
 * A library with no fonts in it yet. The shaping engine is loaded now, and only once.
 *
 * @example
 * const fonts = await createFontLibrary()
 * fonts.add({ family: 'Inter', weight: 400, italic: false, data: await readFile('Inter.ttf') })
 */
export async function createFontLibrary(files: readonly FontFile[] = []): Promise<FontLibrary> {
  const library = new FontLibrary(await import('harfbuzzjs'))
  for (const file of files) library.add(file)
  return library
}
