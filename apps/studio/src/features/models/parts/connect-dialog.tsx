import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../api/call.ts'
import type { Input, Output } from '../../../api/call.ts'
import { fieldErrors } from '../../../api/errors.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Button } from '../../../ui/button.tsx'
import { Callout } from '../../../ui/callout.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { PasswordField } from '../../../ui/password-field.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { messages } from '../messages.ts'
import type { Connection } from './connections.tsx'

type Tested = Output<'POST /model-connections/{provider}/test'>
type Given = Input<'PUT /model-connections/{provider}'>

const MICROS = 1_000_000

interface ConnectDialogProps {
  connection: Connection
  onClose: () => void
}

/** A key, where it goes, which model, at what price: saved, and tried at once. */
export function ConnectDialog({ connection, onClose }: ConnectDialogProps) {
  const text = useMessages(messages)
  const client = useQueryClient()
  const { provider } = connection
  const connect = useMutation({
    async mutationFn(given: Given): Promise<Tested> {
      await call('PUT /model-connections/{provider}', given)
      return call('POST /model-connections/{provider}/test', { provider })
    },
    onSettled: () =>
      Promise.all(
        ['model-connections', 'models', 'onboarding'].map((topic) =>
          client.invalidateQueries({ queryKey: [topic] }),
        ),
      ),
  })
  const fields = fieldErrors(connect.error)
  const isWorking = connect.data?.is_working ?? false
  return (
    <Dialog
      title={text.connectTo(text[provider])}
      description={text[`${provider}About`]}
      size="small"
      hasLightDismiss={false}
      onClose={onClose}
    >
      {isWorking ? (
        <Answered tested={connect.data!} onClose={onClose} />
      ) : (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            connect.mutate(readForm(new FormData(event.currentTarget), connection))
          }}
        >
          <Fields connection={connection} errors={fields} />
          {Object.keys(fields).length === 0 && <ProblemNote error={connect.error} />}
          {connect.data && (
            <Callout tone="danger" title={text.failed}>
              {connect.data.connection.problem}
            </Callout>
          )}
          <Button type="submit" variant="primary" isPending={connect.isPending}>
            {connect.isPending ? text.saving : text.save}
          </Button>
        </form>
      )}
    </Dialog>
  )
}

function Fields({
  connection,
  errors,
}: {
  connection: Connection
  errors: Record<string, string>
}) {
  const text = useMessages(messages)
  const { provider, key_hint: kept, default_model: standard } = connection
  const isCompatible = provider === 'compatible'
  const address = (
    <TextField
      label={text.address}
      name="base_url"
      type="url"
      inputMode="url"
      placeholder={isCompatible ? 'https://llm.example.com/v1' : ''}
      hint={text.addressHint}
      defaultValue={connection.base_url ?? ''}
      required={isCompatible}
      error={errors['base_url']}
    />
  )
  const named = connection.model ?? standard
  const price = connection.prices.find(({ model }) => model === named)
  return (
    <>
      {isCompatible && address}
      <PasswordField
        label={text.key}
        name="api_key"
        autoComplete="off"
        hint={kept ? text.keyKept(kept) : isCompatible ? text.keyOptional : text.keyHint}
        required={!isCompatible && !kept}
        error={errors['api_key']}
      />
      <TextField
        label={text.modelName}
        name="model"
        defaultValue={connection.model ?? ''}
        placeholder={standard ?? 'llama3.3:70b'}
        hint={standard ? text.modelHint(standard) : text.modelNeeded}
        required={!standard}
        autoComplete="off"
        spellCheck={false}
        error={errors['model']}
      />
      <Disclosure summary={text.prices} isOpenAtFirst={price !== undefined}>
        <p className="mb-3 text-muted">{text.pricesHint}</p>
        <div className="flex gap-3">
          <PriceField name="price_in" label={text.priceIn} micros={price?.input_micros} />
          <PriceField name="price_out" label={text.priceOut} micros={price?.output_micros} />
        </div>
      </Disclosure>
      {!isCompatible && (
        <Disclosure summary={text.addressOther} isOpenAtFirst={connection.base_url !== null}>
          {address}
        </Disclosure>
      )}
      <Checkbox
        name="is_default"
        label={text.useDefault}
        defaultChecked={connection.is_default || !connection.is_connected}
      />
    </>
  )
}

interface PriceFieldProps {
  name: string
  label: string
  micros: number | undefined
}

const PriceField = ({ name, label, micros }: PriceFieldProps) => (
  <TextField
    name={name}
    label={label}
    type="number"
    inputMode="decimal"
    min={0}
    max={100_000}
    step="any"
    defaultValue={micros === undefined ? '' : micros / MICROS}
    className="flex-1"
  />
)

function Answered({ tested, onClose }: { tested: Tested; onClose: () => void }) {
  const text = useMessages(messages)
  const { duration, money } = useFormats()
  const { model, latency_ms: time, cost_micros: cost } = tested
  return (
    <div className="flex flex-col gap-4">
      <Callout tone="success" title={text.answered(model ?? '', duration(time))}>
        {cost === null ? text.costUnknown : text.cost(money(cost))}
      </Callout>
      <Button variant="primary" autoFocus onClick={onClose}>
        {text.done}
      </Button>
    </div>
  )
}

/** Empty is "none", but for the key: an empty one is the one that is kept. */
function readForm(form: FormData, { provider, prices, default_model }: Connection): Given {
  const value = (name: string) => String(form.get(name) ?? '').trim()
  const model = value('model') || null
  const priced = model ?? default_model
  const others = prices.filter((price) => price.model !== priced)
  const hasPrice = priced !== null && value('price_in') !== '' && value('price_out') !== ''
  const micros = (name: string) => Math.round(Number(value(name)) * MICROS)
  const own = hasPrice
    ? [{ model: priced, input_micros: micros('price_in'), output_micros: micros('price_out') }]
    : []
  return {
    provider,
    ...(value('api_key') && { api_key: value('api_key') }),
    base_url: value('base_url') || null,
    model,
    prices: [...others, ...own],
    is_default: form.get('is_default') !== null,
  }
}
