/** What the facilitator may do to a poll. */
export const pollCommandTypes = ['poll:open', 'poll:close', 'poll:reveal', 'poll:hide', 'poll:reset', 'poll:restore', 'poll:repeat', 'poll:split', 'poll:merge'] as const
export type PollCommandType = typeof pollCommandTypes[number]
