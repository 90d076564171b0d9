/** Colours the portal knows for bots. */
export const BOT_COLORS = [
  'AQUA',
  'AZURE',
  'DARK_BLUE',
  'GREEN',
  'MINT',
  'PURPLE',
  'PINK',
  'RED',
  'BROWN',
  'GRAPHITE',
] as const;
