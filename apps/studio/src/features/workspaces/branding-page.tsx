import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../api/call.ts'
import { fieldErrors } from '../../api/errors.ts'
import { query, useAction } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Button } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Section } from '../../ui/section.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messages } from './messages.ts'

type Branding = Output<'GET /branding'>
const colorNames = ['primary', 'accent', 'background'] as const

/** The basics of a brand: its name and its colours. */
export function BrandingPage() {
  const text = useMessages(messages)
  useTitle(text.branding)
  const branding = useQuery(query('GET /branding', {}))
  return (
    <>
      <PageHeader title={text.branding} description={text.brandingAbout} />
      <QueryView query={branding} skeleton={<SkeletonText lines={8} />}>
        {(data) => <BrandForm key={data.updated_at} branding={data} />}
      </QueryView>
    </>
  )
}

function BrandForm({ branding }: { branding: Branding }) {
  const text = useMessages(messages)
  const mayWrite = useMay('branding.write')
  const [colors, setColors] = useState(branding.colors)
  const update = useAction('PATCH /branding', ['branding'])
  const fields = fieldErrors(update.error)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        update.mutate(
          {
            product_name: String(form.get('product_name')).trim() || null,
            colors: Object.fromEntries(colorNames.map((name) => [name, colors[name]])),
          },
          { onSuccess: () => showToast({ message: text.saved }) },
        )
      }}
    >
      <Section title={text.productName}>
        <TextField
          label={text.productName}
          isLabelHidden
          name="product_name"
          readOnly={!mayWrite}
          defaultValue={branding.product_name}
          error={fields.product_name}
          className="max-w-md"
        />
      </Section>
      <Section title={text.colors} description={text.contrast}>
        <div className="flex flex-wrap gap-6">
          {colorNames.map((name) => (
            <label key={name} className="flex items-center gap-3 text-sm">
              <input
                type="color"
                aria-label={text[name]}
                value={colors[name]}
                disabled={!mayWrite}
                onChange={(event) => setColors({ ...colors, [name]: event.target.value })}
                className="size-10 rounded border border-edge bg-surface p-0.5"
              />
              <span>
                <span className="block font-medium">{text[name]}</span>
                <code className="font-mono text-xs text-muted">{colors[name]}</code>
              </span>
            </label>
          ))}
        </div>
        <Preview colors={colors} />
      </Section>
      <ProblemNote error={update.error} className="mb-4" />
      {mayWrite && (
        <Button type="submit" variant="primary" isPending={update.isPending}>
          {text.save}
        </Button>
      )}
    </form>
  )
}

/** The colours as others see them. */
function Preview({ colors }: { colors: Branding['colors'] }) {
  const text = useMessages(messages)
  return (
    <figure className="mt-5 max-w-md">
      <figcaption className="mb-1.5 text-sm text-muted">{text.preview}</figcaption>
      <div
        className="rounded border border-line p-6"
        style={{ background: colors.background, color: readableOn(colors.background) }}
      >
        <p className="mb-3 text-sm">{text.previewText}</p>
        <span
          className="inline-block rounded px-3 py-1.5 text-sm font-medium"
          style={{ background: colors.primary, color: readableOn(colors.primary) }}
        >
          {text.previewButton}
        </span>
      </div>
    </figure>
  )
}

/** Black or white, whichever stands out more (WCAG's relative luminance). */
function readableOn(color: string): string {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
  const [red, green, blue] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff'
}
