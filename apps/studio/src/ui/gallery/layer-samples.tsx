import { Copy, Download, Ellipsis, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../button.tsx'
import { Checkbox } from '../choice.tsx'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { Dialog } from '../dialog.tsx'
import { Disclosure } from '../disclosure.tsx'
import { IconButton } from '../icon-button.tsx'
import { Menu } from '../menu.tsx'
import { Popover } from '../popover.tsx'
import { Section } from '../section.tsx'
import { Tabs } from '../tabs.tsx'
import { TextField } from '../text-field.tsx'
import { showToast } from '../toasts.ts'

type Layer = 'dialog' | 'drawer' | 'confirm'

export function LayerSamples() {
  const [open, setOpen] = useState<Layer | null>(null)
  return (
    <Section title="Layers and views">
      <div className="flex flex-wrap items-center gap-2">
        <ArticleMenu />
        <Popover
          label="Filters"
          className="w-64"
          trigger={(props) => <Button {...props}>Filters</Button>}
        >
          <Checkbox label="Only mine" />
          <Checkbox label="With open comments" defaultChecked />
        </Popover>
        <Button onClick={() => setOpen('dialog')}>Dialog</Button>
        <Button onClick={() => setOpen('drawer')}>Drawer</Button>
        <Button onClick={() => setOpen('confirm')}>Confirm</Button>
        <Button
          onClick={() =>
            showToast({
              message: 'The article was archived.',
              action: { label: 'Undo', onSelect: () => showToast({ message: 'It is back.' }) },
            })
          }
        >
          Toast
        </Button>
      </div>
      <Views />
      <OpenLayer open={open} onClose={() => setOpen(null)} />
    </Section>
  )
}

function ArticleMenu() {
  const [chosen, setChosen] = useState('')
  return (
    <>
      <Menu
        label="Article"
        groups={[
          {
            items: [
              {
                id: 'copy',
                label: 'Duplicate',
                icon: Copy,
                onSelect: () => setChosen('Duplicate'),
              },
              {
                id: 'export',
                label: 'Download',
                hint: 'Markdown, Word or PDF',
                icon: Download,
                onSelect: () => setChosen('Download'),
              },
            ],
          },
          {
            items: [
              {
                id: 'delete',
                label: 'Delete',
                icon: Trash2,
                isDangerous: true,
                onSelect: () => setChosen('Delete'),
              },
            ],
          },
        ]}
        trigger={(props) => <IconButton icon={Ellipsis} label="More" {...props} />}
      />
      <output aria-label="Chosen" className="sr-only">
        {chosen}
      </output>
    </>
  )
}

function Views() {
  const [tab, setTab] = useState('text')
  return (
    <div className="mt-8 grid gap-10 md:grid-cols-2">
      <Tabs
        label="Article"
        selected={tab}
        onSelect={setTab}
        tabs={[
          { id: 'text', label: 'Text' },
          { id: 'sources', label: 'Sources', count: 12 },
          { id: 'versions', label: 'Versions' },
        ]}
      >
        <p className="text-sm text-muted">What is in {tab} is here.</p>
      </Tabs>
      <div className="border-t border-line">
        <Disclosure summary="What the model was given" note="3 sources" isOpenAtFirst>
          <p className="text-muted">The transcript, the outline and the tone of the workspace.</p>
        </Disclosure>
        <Disclosure summary="Advanced">
          <p className="text-muted">Nothing that most people need.</p>
        </Disclosure>
      </div>
    </div>
  )
}

function OpenLayer({ open, onClose }: { open: Layer | null; onClose: () => void }) {
  if (open === 'confirm') {
    return (
      <ConfirmDialog
        title="Delete “Bees in April”?"
        action="Delete"
        onConfirm={onClose}
        onClose={onClose}
      >
        The article and its versions are gone for good; its sources stay.
      </ConfirmDialog>
    )
  }
  if (!open) return null
  return (
    <Dialog
      title={open === 'dialog' ? 'Name this version' : 'Sources'}
      description="A name makes it easy to come back to."
      size={open === 'dialog' ? 'small' : 'medium'}
      isDrawer={open === 'drawer'}
      hasLightDismiss={open === 'drawer'}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={onClose}>
            Save
          </Button>
        </>
      }
    >
      <TextField label="Name" defaultValue="Before the review" />
    </Dialog>
  )
}
