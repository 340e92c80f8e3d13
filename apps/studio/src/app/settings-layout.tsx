import { useMessages } from '../messages/define-messages.ts'
import { messages } from './messages.ts'
import { RoomLayout } from './room-layout.tsx'
import { settingsRooms } from './rooms.ts'

export function SettingsLayout() {
  const text = useMessages(messages)
  return <RoomLayout title={text.settings} rooms={settingsRooms} />
}
