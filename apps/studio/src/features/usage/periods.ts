/** How far back one looks, in days. */
export const periods = ['7', '30', '90'] as const
export type Period = (typeof periods)[number]

/** What usage can be divided by. */
export const divisions = ['model', 'step', 'document', 'member', 'project'] as const
export type Division = (typeof divisions)[number]
