import { useMessages } from '../messages/define-messages.ts'
import { messages } from './messages.ts'
import { RoomLayout } from './room-layout.tsx'
import { accountRooms } from './rooms.ts'

export function AccountLayout() {
  const text = useMessages(messages)
  return <RoomLayout title={text.account} rooms={accountRooms} />
}
