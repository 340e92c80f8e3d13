/** What one file may cost. Sizes in bytes unless the name says otherwise. */
export const limits = {
  maxBytes: 50_000_000,
  maxCharacters: 5_000_000,
  /** What a packed document (DOCX) may grow to, and how strongly it may be packed. */
  archive: {
    maxEntries: 5_000,
    maxUnpackedBytes: 200_000_000,
    maxEntryBytes: 100_000_000,
    /** Real XML packs 10 to 40 times; small entries are exempt, as they cannot hurt. */
    maxRatio: 200,
    ratioFloorBytes: 1_000_000,
  },
  /** For a file read in a process of its own. */
  timeoutMs: 60_000,
  memoryMb: 768,
}

/** Limits that a caller may tighten or widen for one file. */
export interface ParseLimits {
  maxBytes?: number
  maxCharacters?: number
  /** These two hold where the file is read in a process of its own. */
  timeoutMs?: number
  memoryMb?: number
}
