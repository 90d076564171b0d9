/**
 * The largest file the API takes: it refuses Base64 longer than trunc(104,857,600 × 4 / 3) = 139,810,133
 * characters, and 104,857,600 bytes encode to 139,810,136 (reference: imbot.v2.File.upload).
 */
export const MAX_FILE_BYTES = 104_857_599;

/** Longest message text the API keeps; longer ones are cut with ` (...)`. */
export const MAX_CAPTION_CHARS = 20_000;

/** Longest bot token the API accepts since 2026-08-06 (BOT_TOKEN_INVALID_LENGTH). */
export const MAX_BOT_TOKEN_CHARS = 40;

/** Slowest bandwidth cap: slower, and a request would last longer than we and portals let one last. */
export const MIN_BYTES_PER_SECOND = 64 * 1024;
