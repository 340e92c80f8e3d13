import {
  Bold,
  Italic,
  LayoutGrid,
  Link2,
  List as ListIcon,
  Plus,
  Strikethrough,
  Trash2,
} from 'lucide-react'
import { useState } from 'react'
import { Button } from '../button.tsx'
import { IconButton } from '../icon-button.tsx'
import { LinkButton } from '../link-button.tsx'
import { Section } from '../section.tsx'
import { SegmentedControl } from '../segmented-control.tsx'
import { Toolbar, ToolbarDivider } from '../toolbar.tsx'
import { Tooltip } from '../tooltip.tsx'

export function ActionSamples() {
  const [view, setView] = useState<'list' | 'board'>('list')
  const [isBold, setBold] = useState(true)
  return (
    <Section title="Actions" description="One primary action on a screen; the rest is quieter.">
      <div className="flex flex-col gap-5">
        <div className="flex flex-wrap items-center gap-2">
          <Button variant="primary" icon={Plus}>
            New article
          </Button>
          <Button>Export</Button>
          <Button variant="quiet">Skip</Button>
          <Button variant="danger" icon={Trash2}>
            Delete
          </Button>
          <LinkButton to="/elsewhere">Open the run</LinkButton>
          <Button isPending>Saving</Button>
          <Button disabled>Publish</Button>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Button size="small">Small</Button>
          <Button>Medium</Button>
          <Button size="large" variant="primary">
            Large
          </Button>
          <IconButton icon={Trash2} label="Delete it" />
          <Tooltip text="What has no source yet is left out.">
            {(trigger) => (
              <Button variant="quiet" {...trigger}>
                With a tooltip
              </Button>
            )}
          </Tooltip>
        </div>
        <div className="flex flex-wrap items-center gap-4">
          <Toolbar label="Text" className="rounded border border-line bg-surface p-1">
            <IconButton
              icon={Bold}
              label="Bold"
              size="small"
              isPressed={isBold}
              onClick={() => setBold(!isBold)}
            />
            <IconButton icon={Italic} label="Italic" size="small" isPressed={false} />
            <IconButton icon={Strikethrough} label="Strike" size="small" disabled />
            <ToolbarDivider />
            <IconButton icon={Link2} label="Link" size="small" />
          </Toolbar>
          <SegmentedControl
            label="View"
            value={view}
            onChange={setView}
            options={[
              { value: 'list', label: 'List', icon: ListIcon },
              { value: 'board', label: 'Board', icon: LayoutGrid },
            ]}
          />
        </div>
      </div>
    </Section>
  )
}
