/** Windows call on this one. The result is a `Reply`. */
export const CALL_CHANNEL = 'chatdrop:call';
/** Main sends a `NoticeMessage` on this one. */
export const NOTICE_CHANNEL = 'chatdrop:notice';
/** The preload script hands over the paths of dropped files; the page never sees them. */
export const DROP_CHANNEL = 'chatdrop:drop';
