import { writeFile } from 'node:fs/promises'
import { ConflictError, defineCodes } from '../error.ts'

/** Tasks for the conformance suite: what isolated code does when it behaves, and when it does not. */

export const taskCodes = defineCodes({ EGG_BROKEN: 'Egg {egg} is broken; take another.' })

export default function echo(input: unknown): unknown {
  return input
}

export async function double({ value }: { value: number }): Promise<number> {
  return value * 2
}

export function throwConflict(): never {
  throw new ConflictError(taskCodes.EGG_BROKEN, { egg: 7, marks: ['a', 'b'] })
}

export function throwPlain(): never {
  throw new TypeError('not on purpose')
}

export async function sleep({ ms }: { ms: number }): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, ms))
  return 'slept'
}

/** Never lets anything else run. */
export function spin(): never {
  while (true);
}

/** Grows until something stops it, without giving way once. */
export function grow(): never {
  const kept: Uint8Array[] = []
  while (true) kept.push(new Uint8Array(16_000_000).fill(1))
}

/** Fills the JavaScript heap rather than buffers. */
export function growHeap(): never {
  const kept: number[][] = []
  while (true) kept.push(Array.from({ length: 100_000 }, (_, index) => index + 0.5))
}

export function crash(): void {
  process.kill(process.pid, 'SIGSEGV')
}

export function exit(): void {
  process.exit(3)
}

export function environment(): string[] {
  return Object.keys(process.env).sort()
}

export function processId(): number {
  return process.pid
}

export async function write({ path }: { path: string }): Promise<void> {
  await writeFile(path, 'x')
}

export async function goOnline({ url }: { url: string }): Promise<number> {
  return (await fetch(url)).status
}
