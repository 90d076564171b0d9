/** Windows ask on this one; the answer is a `Reply`. */
export const CALL_CHANNEL = 'chatdrop:call';
/** Main tells on this one: a `NoticeMessage`. */
export const NOTICE_CHANNEL = 'chatdrop:notice';
/** The preload script hands over the paths of dropped files; the page never sees them. */
export const DROP_CHANNEL = 'chatdrop:drop';
