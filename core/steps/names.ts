/** What the facilitator may do to a poll. The names are apart from the steps, because the state contains them, and steps change the state. */
export const pollCommandTypes = ['poll:open', 'poll:close', 'poll:reveal', 'poll:hide', 'poll:reset', 'poll:restore', 'poll:repeat', 'poll:split', 'poll:merge'] as const
export type PollCommandType = typeof pollCommandTypes[number]
